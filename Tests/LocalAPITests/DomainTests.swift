import JSON
import LocalAPI
import Testing

@Suite struct DomainTests {
    private let caller: Caller
    private let records = "/v2/domains/example.com/records"

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        let made = caller.call("POST", "/v2/domains", ["name": "Example.com", "ip_address": "192.0.2.10"])
        #expect(made.status == 201)
        #expect(made.json.at("domain", "name") == "example.com")
    }

    private func list(_ query: String = "") -> [JSONValue] {
        caller.get(records + query).json["domain_records"]?.array ?? []
    }

    private func add(_ record: JSONValue) -> Reply { caller.call("POST", records, record) }

    @Test func aDomainBeginsWithItsAuthorityItsServersAndItsAddress() {
        #expect(list().map { $0["type"]?.string } == ["SOA", "NS", "NS", "NS", "A"])
        #expect(list("?type=A").map { $0["data"] } == ["192.0.2.10"])
        #expect(
            caller.get("/v2/domains/example.com").json.at("domain", "zone_file")?.string == """
                $ORIGIN example.com.
                $TTL 1800
                example.com. IN SOA ns1.digitalocean.com. hostmaster.example.com. 1773145815 10800 3600 604800 1800
                example.com. 1800 IN NS ns1.digitalocean.com.
                example.com. 1800 IN NS ns2.digitalocean.com.
                example.com. 1800 IN NS ns3.digitalocean.com.
                example.com. 1800 IN A 192.0.2.10

                """)
        #expect(caller.get("/v2/domains").json["meta"] == ["total": 1])
    }

    @Test func aDomainIsThereOnceAndGoneWithItsRecords() {
        let again = caller.call("POST", "/v2/domains", ["name": "example.com"])
        #expect(again.error == "422 unprocessable_entity: domain name is already in use")
        #expect(caller.call("DELETE", "/v2/domains/example.com").status == 204)
        #expect(caller.get(records).status == 404)
        #expect(caller.call("POST", "/v2/domains", ["name": "example.com"]).status == 201)
        #expect(list().count == 4)
    }

    @Test(arguments: ["localhost", "two words.com", "-a.com", "a..com", "a.com."])
    func aDomainNeedsAProperName(name: String) {
        let refused = caller.call("POST", "/v2/domains", ["name": .string(name)])
        #expect(refused.error == "422 unprocessable_entity: \"\(name)\" is not a valid domain name")
    }

    @Test func recordsAreFoundByFullNameAndType() {
        #expect(add(["type": "CNAME", "name": "www", "data": "@"]).status == 201)
        #expect(add(["type": "MX", "name": "@", "data": "mail.example.net.", "priority": 10]).status == 201)
        #expect(list("?name=www.example.com").map { $0["type"] } == ["CNAME"])
        #expect(list("?name=example.com&type=MX").map { $0["priority"] } == [10])
        #expect(list("?name=example.net") == [])
        // What the type has no use for is dropped: some clients send zeros.
        let text = add(["type": "TXT", "name": "t", "data": "v=spf1 -all", "priority": 0, "port": 0, "flags": 0])
        #expect(text.json.at("domain_record", "priority") == .null)
    }

    @Test func whatIsWrongWithARecordIsSaid() {
        func refusal(_ record: JSONValue) -> String? { add(record).message }
        #expect(
            refusal(["type": "A", "name": "www", "data": "2001:db8::1"]) == "\"2001:db8::1\" is not an IPv4 address")
        #expect(
            refusal(["type": "AAAA", "name": "www", "data": "192.0.2.1"]) == "\"192.0.2.1\" is not an IPv6 address")
        #expect(
            refusal(["type": "CNAME", "name": "@", "data": "www"])
                == "CNAME records cannot share a name with other records")
        #expect(
            refusal(["type": "MX", "name": "@", "data": "mail"]) == "Invalid request payload: priority is missing")
        #expect(refusal(["type": "SOA", "name": "@", "ttl": 60]) == "a domain has one SOA record only")
        #expect(refusal(["type": "A", "name": "@", "data": "192.0.2.10"]) == "a record like this exists already")
        #expect(
            refusal(["type": "SRV", "name": "_sip._tcp", "data": "sip", "priority": 1, "port": 70_000])
                == "port must be 0 to 65535")
    }

    @Test func aPatchKeepsWhatAReplacementLoses() {
        let made = add(["type": "SRV", "name": "_sip._tcp", "data": "sip", "priority": 1, "port": 5_060, "weight": 9])
        let path = records + "/\(made.json.at("domain_record", "id")?.integer ?? 0)"
        let patched = caller.call("PATCH", path, ["type": "SRV", "ttl": 60, "port": 5_061]).json["domain_record"]
        #expect(patched?["port"] == 5_061)
        #expect(patched?["weight"] == 9)
        let replaced = caller.call("PUT", path, ["type": "SRV", "priority": 2, "port": 5_062]).json["domain_record"]
        #expect(replaced?["name"] == "_sip._tcp")
        #expect(replaced?["weight"] == .null)
        #expect(replaced?["ttl"] == 1_800)
        #expect(caller.get(path).json["domain_record"] == replaced)
        let refused = caller.call("PATCH", path, ["type": "TXT"])
        #expect(
            refused.error == "422 unprocessable_entity: the type of a record cannot be changed: it is SRV")
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).status == 404)
        #expect(caller.get("/v2/domains/example.org/records").status == 404)
    }
}
