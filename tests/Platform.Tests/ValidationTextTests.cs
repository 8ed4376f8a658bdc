using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;

namespace CongNgheSo.Platform.Tests;

/// <summary>What somebody entered is never repeated: it may be personal.</summary>
public sealed class ValidationTextTests
{
    private sealed record Person(string Name, int BirthYear, string Phone, DayOfWeek Day, decimal Share);

    private sealed class PersonRules : AbstractValidator<Person>
    {
        public PersonRules()
        {
            RuleFor(person => person.Name).MaximumLength(5).Length(1, 5).Equal("x").EmailAddress();
            RuleFor(person => person.BirthYear)
                .InclusiveBetween(1900, 1950)
                .ExclusiveBetween(1900, 1950)
                .LessThan(1900);
            RuleFor(person => person.Phone)
                .Matches("^[a-z]+$")
                .CreditCard()
                .MinimumLength(50)
                .IsEnumName(typeof(DayOfWeek));
            RuleFor(person => person.Day).IsInEnum();
            RuleFor(person => person.Share).PrecisionScale(2, 1, true);
        }
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void The_texts_hold_no_value_in_either_language(string language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var person = new Person("Sùng Thị Páo", 1987, "0912345678", (DayOfWeek)4711, 98.765m);
            Validation.Errors(new PersonRules(), person);
            var texts = Validation.Errors(new PersonRules(), person).Select(error => error.Text).ToArray();
            texts.Length.ShouldBe(13);
            foreach (var text in texts)
            {
                text.ShouldNotBeNullOrWhiteSpace();
                text.ShouldNotContain("{");
                foreach (var value in new[] { "Páo", "1987", "0912345678", "4711", "98" })
                    text.ShouldNotContain(value);
            }
            texts.ShouldContain(text => text.Contains("1900", StringComparison.Ordinal) && text.EndsWith('.'));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
