// The documents are named in the page, in the reader's language.
const documents = JSON.parse(document.getElementById("documents").textContent);
window.ui = SwaggerUIBundle({
  urls: documents,
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  validatorUrl: null,
});
