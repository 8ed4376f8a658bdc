namespace CongNgheSo.Services.Training.Certificates;

/// <summary>Where everybody can verify a certificate, as people reach the platform.</summary>
public sealed class VerificationAddress(PublicAddress address, IHttpContextAccessor accessor)
{
    /// <summary>What the paper's QR code holds.</summary>
    public string Of(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return address.Of(accessor.HttpContext!.Request, $"/v1/certificates/verification/{certificate.Code}");
    }
}
