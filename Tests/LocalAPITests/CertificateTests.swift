import JSON
import LocalAPI
import Testing

@Suite struct CertificateTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func order(_ name: String = "web", _ names: [String] = ["example.com", "*.example.com"]) -> Reply {
        caller.call(
            "POST", "/v2/certificates",
            ["name": .string(name), "type": "lets_encrypt", "dns_names": .array(names.map(JSONValue.string))])
    }

    private func path(_ made: Reply) -> String {
        "/v2/certificates/\(made.json.at("certificate", "id")?.string ?? made.error)"
    }

    @Test func anOrderedCertificateIsPendingUntilItIsIssued() throws {
        let made = order()
        #expect(made.status == 201)
        #expect(made.json.at("certificate", "state") == "pending")
        try caller.api.advance(by: .seconds(6))
        let issued = caller.get(path(made)).json["certificate"]
        #expect(issued?["state"] == "verified")
        #expect(issued?["not_after"] == "2026-06-08T12:30:21Z")
        #expect(issued?["sha1_fingerprint"]?.string?.count == 40)
        #expect(caller.get("/v2/certificates?name=web").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/certificates?name=other").json["certificates"] == [])
        try caller.api.advance(by: .seconds(61 * 86_400))
        #expect(caller.get(path(made)).json.at("certificate", "not_after") == "2026-08-07T12:30:21Z")
    }

    @Test func anOwnCertificateIsReadAndVerifiedAtOnce() {
        let made = caller.call("POST", "/v2/certificates", Self.own)
        #expect(made.status == 201)
        let certificate = made.json["certificate"]
        #expect(certificate?["state"] == "verified")
        #expect(certificate?["type"] == "custom")
        #expect(certificate?["dns_names"] == ["www.example.com", "example.com"])
        #expect(certificate?["not_after"] == "2036-11-18T06:51:57Z")
        #expect(certificate?["sha1_fingerprint"] == "c2020c98a09497c0d7ca5dad80b251ced231643c")
        #expect(certificate?["private_key"] == nil)
    }

    @Test func whatIsNoCertificateIsRefused() {
        var body = Self.own.object ?? [:]
        body["leaf_certificate"] = "-----BEGIN CERTIFICATE-----\nTW9vbg==\n-----END CERTIFICATE-----"
        let refused = caller.call("POST", "/v2/certificates", .object(body))
        #expect(refused.error == "422 unprocessable_entity: leaf_certificate is not a certificate in PEM")
        #expect(order("web", []).message == "dns_names must name a domain at least")
        #expect(order("web", ["moon"]).message == "\"moon\" is not a valid domain name")
        _ = order()
        #expect(order().message == "a certificate with this name exists already")
    }

    @Test func aCertificateInUseIsNotDeleted() {
        let made = order()
        let id = made.json.at("certificate", "id") ?? .null
        let endpoint = caller.call(
            "POST", "/v2/cdn/endpoints",
            [
                "origin": "images.nyc3.digitaloceanspaces.com", "custom_domain": "static.example.com",
                "certificate_id": id
            ])
        #expect(endpoint.status == 201)
        let refused = caller.call("DELETE", path(made))
        #expect(refused.error == "403 forbidden: Make sure the certificate is not in use before deleting it")
        caller.call("DELETE", "/v2/cdn/endpoints/\(endpoint.json.at("endpoint", "id")?.string ?? "")")
        #expect(caller.call("DELETE", path(made)).status == 204)
        #expect(caller.get(path(made)).status == 404)
    }

    /// Made for this test; the key is none.
    private static let own: JSONValue = [
        "name": "own", "type": "custom",
        "private_key": "-----BEGIN PRIVATE KEY-----\nTW9vbnRpZGU=\n-----END PRIVATE KEY-----\n",
        "leaf_certificate": """
        -----BEGIN CERTIFICATE-----
        MIIBszCCAVigAwIBAgIUFDL6pdyVI9RE4ksbVzvmHSwTxyYwCgYIKoZIzj0EAwIw
        GjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMB4XDTI2MTEyMTA2NTE1N1oXDTM2
        MTExODA2NTE1N1owGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMFkwEwYHKoZI
        zj0CAQYIKoZIzj0DAQcDQgAELl34Hic57Agg8m428fh2bvPDlDshEKnkWpwzj7/8
        h7iGDpvFD2f+Wo11X9YG1LwA7frvF9ef0pC5cLUSb8/DTqN8MHowHQYDVR0OBBYE
        FDWHU+Do1SbO1EPhFkbRBtcnM9FgMB8GA1UdIwQYMBaAFDWHU+Do1SbO1EPhFkbR
        BtcnM9FgMA8GA1UdEwEB/wQFMAMBAf8wJwYDVR0RBCAwHoIPd3d3LmV4YW1wbGUu
        Y29tggtleGFtcGxlLmNvbTAKBggqhkjOPQQDAgNJADBGAiEAmKAykJR7PhgEY84G
        R7JQQuOzUyG2Gaj5mNaPnolvVdkCIQDHW/chJDhRo096cC3rp9bMB0OVKym19c4I
        gtBhBCChmw==
        -----END CERTIFICATE-----
        """
    ]
}
