import APIClient
import Catalog
import JSON
import Testing

struct FormatTests {
    @Test(arguments: [
        ("date-time", "2026-03-31T09:00:00Z"), ("date-time", "2026-03-31T09:00:00.123+02:00"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000"), ("uuid", "123E4567-E89B-12D3-A456-426614174000"),
        ("ipv4", "192.0.2.1"), ("ipv6", "2001:db8::1"), ("ipv6", "::"), ("cidr", "10.10.0.0/20"),
        ("cidr", "2001:db8::/64"), ("uri", "https://example.com/a?b=c#d"), ("uri", "urn:isbn:1"),
        ("email", "sammy@example.com"), ("hostname", "www.example.com"), ("hostname", "_dmarc.example.com."),
        ("byte", "aGVsbG8="), ("byte", ""), ("cron", "*/5 8-18 * * 1-5"), ("binary", "anything"),
        ("unheard-of", "anything")
    ])
    func accepts(format: String, value: String) {
        #expect(text(schema(format), .string(value)) == nil)
    }

    @Test(arguments: [
        ("date-time", "2026-03-31"), ("date-time", "2026-02-30T09:00:00Z"),
        ("uuid", "123e4567e89b12d3a456426614174000"),
        ("uuid", "123g4567-e89b-12d3-a456-426614174000"), ("ipv4", "192.0.2"), ("ipv4", "192.0.2.256"),
        ("ipv4", "192.0.2.1\0"), ("ipv6", "192.0.2.1"), ("cidr", "10.10.0.0"), ("cidr", "10.10.0.0/33"),
        ("cidr", "10.10.0.0/+8"), ("cidr", "2001:db8::/129"), ("uri", "example.com"), ("uri", "https://a b"),
        ("uri", "1a:b"), ("email", "sammy"), ("email", "@example.com"), ("email", "a b@example.com"),
        ("hostname", ""), ("hostname", "-a.example.com"), ("hostname", "a..b"), ("hostname", "exämple.com"),
        ("byte", "aGVsbG8"), ("byte", "a==="), ("byte", "a b="), ("cron", "@daily"), ("cron", "* * * *")
    ])
    func refuses(format: String, value: String) {
        #expect(text(schema(format), .string(value)) != nil)
    }

    private func schema(_ format: String) -> Schema {
        var schema = Schema(.string)
        schema.format = format
        return schema
    }
}
