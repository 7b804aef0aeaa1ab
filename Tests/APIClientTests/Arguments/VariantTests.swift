import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

/// Which variant of a body is meant, and what is said where none is: whole texts on shapes of the API.
struct VariantTests {
    private static let catalog = Result {
        try Catalog(files: [CatalogFile(group: "things", text: text)])
    }

    private static let text = """
        group things
            about Bodies of several shapes.

        type Machine
            one of
                one: object
                    name*: string length=..255 pattern=/^[a-zA-Z0-9.-]+$/ example=a
                    size*: string example=s-1
                    image*: string | integer example=ubuntu
                    ssh_keys: [string | integer]
                    ipv6: boolean deprecated
                several: object
                    names*: [string] example=["a"]
                    size*: string example=s-1
                    image*: string | integer example=ubuntu
                    ssh_keys: [string | integer]
                    ipv6: boolean deprecated

        type Address
            one of
                assigned: object
                    droplet_id*: integer example=1
                reserved: object
                    region*: string example=nyc3
                    project_id: uuid

        type Certificate
            one of
                free: object
                    name*: string example=a
                    type: string in(lets_encrypt)
                    dns_names*: [string] example=["example.com"]
                own: object
                    name*: string example=a
                    type: string in(custom)
                    private_key*: string secret example=k
                    leaf_certificate*: string example=l

        type Record
            one of by type
                A, AAAA: object
                    type*: string in(A, AAAA)
                    data*: string example=192.0.2.1
                MX: object
                    type*: string in(MX)
                    data*: string example=mail.example.com.
                    priority*: integer min=0 max=65535 example=10

        operation create_machine
            id things_createMachine
            POST /v2/machines
            about Makes machines.
            body: Machine
            returns 204
            errors 401

        operation create_address
            id things_createAddress
            POST /v2/addresses
            about Reserves an address.
            body: Address
            returns 204
            errors 401

        operation create_certificate
            id things_createCertificate
            POST /v2/certificates
            about Makes a certificate.
            body: Certificate
            returns 204
            errors 401

        operation create_records
            id things_createRecords
            POST /v2/records
            about Makes records.
            body
                records*: [Record] items=1..
                owner: Address
            returns 204
            errors 401

        operation create_list
            id things_createList
            POST /v2/lists
            about Takes a list.
            query
                kinds: [string in(a, b)]
                since: date-time
                limit: integer
                all: boolean
            body: [integer]
            returns 204
            errors 401

        operation create_map
            id things_createMap
            POST /v2/maps
            about Takes names of one's own.
            body: {integer}
            returns 204
            errors 401
        """

    private func prepared(_ name: String, _ arguments: JSONObject) throws -> PreparedCall {
        let catalog = try Self.catalog.get()
        let operation = try #require(catalog.operation("things." + name))
        let group = try #require(catalog.group("things"))
        return try ArgumentChecker().prepare(Call(operation, of: group, arguments: arguments))
    }

    private func refusal(_ name: String, _ arguments: JSONObject) throws -> String? {
        do {
            _ = try prepared(name, arguments)
            return nil
        } catch let error as ArgumentError {
            return String(error.description.dropFirst("things.\(name): ".count))
        }
    }

    @Test(
        arguments: [
            ("create_machine", ["name": "a", "size": "s", "image": 5]),
            ("create_machine", ["names": ["a", "b"], "size": "s", "image": "ubuntu", "ssh_keys": [5, "3b:16"]]),
            ("create_address", ["droplet_id": 1]), ("create_address", ["region": "nyc3"]),
            ("create_certificate", ["name": "a", "dns_names": ["example.com"]]),
            ("create_certificate", ["name": "a", "type": "custom", "private_key": "k", "leaf_certificate": "l"]),
            ("create_records", ["records": [["type": "AAAA", "data": "::1"]], "owner": ["region": "nyc3"]]),
            ("create_list", ["body": [1, 2]]), ("create_map", ["x": 1, "y": 2]), ("create_map", ["body": ["body": 1]])
        ] as [(String, JSONObject)])
    func theMeantVariantIsTaken(name: String, arguments: JSONObject) throws {
        let call = try prepared(name, arguments)
        #expect(call.body == arguments["body"] ?? .object(arguments))
    }

    @Test(
        arguments: [
            ("create_machine", [:], "missing: size, image, name or names"),
            ("create_machine", ["size": "s"], "missing: image, name or names"),
            ("create_machine", ["name": "a", "size": "s"], "missing: image"),
            (
                "create_machine", ["names": ["a"], "image": true, "size": "s"],
                "image: expected a string or an integer, found true"
            ),
            (
                "create_machine", ["name": "a", "names": ["b"], "size": "s", "image": 5],
                "names: cannot be given together with 'name'"
            ),
            (
                "create_machine", ["nmaes": ["a"], "size": "s", "image": 5],
                "2 problems:\n  unknown parameter 'nmaes' (did you mean 'names'?)\n  missing: name or names"
            ),
            (
                "create_machine", ["names": ["a", 5.5], "size": "s", "image": 5],
                "names[2]: expected a string, found 5.5"
            ),
            ("create_address", [:], "missing: droplet_id or region"),
            (
                "create_address", ["droplet_id": 1, "region": "nyc3"],
                "region: cannot be given together with 'droplet_id'"
            ),
            (
                "create_address", ["project_id": "x"],
                "2 problems:\n  project_id: expected a UUID such as 123e4567-e89b-12d3-a456-426614174000, found \"x\"\n  missing: region"
            ),
            ("create_certificate", ["name": "a"], "missing: dns_names, or private_key and leaf_certificate"),
            ("create_certificate", ["name": "a", "type": "custom"], "missing: private_key, leaf_certificate"),
            (
                "create_certificate", ["name": "a", "private_key": 5, "leaf_certificate": "l"],
                "private_key: expected a string, found another value"
            ),
            (
                "create_records", ["records": [["type": "MX", "data": "x", "priority": 70_000]]],
                "records[1].priority: expected 0 to 65535, found 70000"
            ),
            (
                "create_records", ["records": [["type": "A", "data": "x"], ["type": "NX"]], "owner": [:]],
                "2 problems:\n  records[2].type: expected \"A\", \"AAAA\" or \"MX\"; found \"NX\"\n  missing: owner.droplet_id or owner.region"
            ),
            (
                "create_records", ["records": [["data": "x"], 5]],
                "2 problems:\n  records[2]: expected a table, found 5\n  missing: records[1].type"
            ),
            ("create_list", [:], "missing: body"),
            ("create_list", ["body": ["x": 1]], "body: expected a list, found a table"),
            ("create_list", ["body": [1, "x"]], "[2]: expected an integer, found \"x\""),
            ("create_list", ["x": 1], "2 problems:\n  unknown parameter 'x'\n  missing: body"),
            ("create_map", ["x": "a"], "x: expected an integer, found \"a\"")
        ] as [(String, JSONObject, String)])
    func theProblemsAreThoseOfTheMeantVariant(name: String, arguments: JSONObject, text: String) throws {
        #expect(try refusal(name, arguments) == text)
    }

    @Test func deprecatedFieldsGetANote() throws {
        let call = try prepared("create_machine", ["name": "a", "size": "s", "image": 5, "ipv6": true])
        #expect(call.notes == ["deprecated: ipv6"])
        #expect(call.body?["ipv6"] == true)
    }

    @Test func queriesTakeListsTimesAndNumerals() throws {
        let call = try prepared(
            "create_list",
            ["kinds": ["a", "b"], "since": "2026-03-31T09:00:00+02:00", "limit": "20", "all": false, "body": []])
        #expect(
            call.request.target
                == "/v2/lists?kinds=a&kinds=b&since=2026-03-31T09%3A00%3A00%2B02%3A00&limit=20&all=false")
        #expect(String(decoding: call.request.body, as: UTF8.self) == "[]")
        #expect(
            try refusal("create_list", ["kinds": ["a", "c"], "since": "today", "limit": "2x", "all": "no", "body": []])
                == """
                4 problems:
                  kinds[2]: expected "a" or "b", found "c"
                  since: expected a time such as 2026-03-31T09:00:00Z, found "today"
                  limit: expected an integer, found "2x"
                  all: expected true or false, found "no"
                """)
    }
}

/// What is taken for what where nothing is lost.
struct ConversionTests {
    @Test(
        arguments: [
            (.string, 22, "22"), (.string, -5, "-5"), (.integer, "3164444", 3_164_444), (.integer, "-5", -5),
            (.integer, 7.0, 7), (.number, "0.5", 0.5), (.number, "12", 12)
        ] as [(Schema.Shape, JSONValue, JSONValue)])
    func takes(shape: Schema.Shape, given: JSONValue, sent: JSONValue) throws {
        #expect(try ArgumentChecker().prepare(call(Schema(shape), given)).body == ["x": sent])
    }

    @Test(
        arguments: [
            (.string, 5.0), (.string, true), (.integer, "007"), (.integer, "+7"), (.integer, " 7"), (.integer, "7.0"),
            (.integer, "0x10"), (.integer, "1e3"), (.integer, ""), (.integer, "9223372036854775808"), (.integer, true),
            (.number, ".5"), (.number, "nan"), (.number, "0.50"), (.boolean, "true"), (.boolean, 1)
        ] as [(Schema.Shape, JSONValue)])
    func refuses(shape: Schema.Shape, given: JSONValue) {
        #expect(text(Schema(shape), given) != nil)
    }

    @Test func convertedValuesAreChecked() {
        var ports = Schema(.string)
        ports.pattern = "^[0-9]{1,5}$"
        ports.patternMeaning = "a port"
        #expect(text(ports, 22) == nil)
        #expect(text(ports, 222_222) == "x: expected a port, found \"222222\"")
        var size = Schema(.integer)
        size.maximum = 9
        #expect(text(size, "10") == "x: expected at most 9, found 10")
    }

    /// Leading zeros of a code may be gone before anybody could see them.
    @Test func secretsAreNotConverted() {
        var field = Field(name: "x", schema: Schema(.string))
        field.isSecret = true
        #expect(text(of: call([field], ["x": 123])) == "x: expected a string, found another value")
    }

    @Test func anExactVariantGoesBeforeAConversion() throws {
        let union = Union(
            discriminator: nil,
            variants: [
                .init(name: "string", schema: Schema(.string)), .init(name: "integer", schema: Schema(.integer))
            ])
        #expect(text(Schema(.oneOf(union)), 5) == nil)
        #expect(try ArgumentChecker().prepare(call(Schema(.oneOf(union)), 5)).body == ["x": 5])
        #expect(text(Schema(.oneOf(union)), 5.5) == "x: expected a string or an integer, found 5.5")
        #expect(try ArgumentChecker().prepare(call(Schema(.oneOf(union)), 5.0)).body == ["x": 5])
    }

    @Test func enumerationsAreChosenFromTogether() {
        var (new, old) = (Schema(.string), Schema(.string))
        (new.allowedValues, old.allowedValues) = (["apps-small", "apps-large"], ["basic-xs"])
        let union = Union(
            discriminator: nil,
            variants: [
                .init(name: "(string in(apps-small, apps-large))", schema: new),
                .init(name: "(string in(basic-xs))", schema: old)
            ])
        #expect(text(Schema(.oneOf(union)), "basic-xs") == nil)
        #expect(
            text(Schema(.oneOf(union)), "basic-xl")
                == #"x: expected "apps-small", "apps-large" or "basic-xs"; found "basic-xl" (did you mean "basic-xs"?)"#
        )
        #expect(text(Schema(.oneOf(union)), true) == "x: expected a string, found true")
        #expect(text(Schema(.oneOf(union)), [:]) == "x: expected a string, found a table")
    }

    @Test func dates() {
        var schema = Schema(.string)
        schema.format = "date"
        #expect(text(schema, "2026-02-28") == nil)
        #expect(text(schema, "2026-02-30") == "x: expected a date such as 2026-03-31, found \"2026-02-30\"")
    }

    @Test func aVeryDeepTreeIsRefused() {
        let tree = (0..<2_000).reduce(JSONValue.null) { tree, _ in ["x": tree] }
        let types = ["Node": Schema(.map(Schema(.reference("Node"))))]
        let field = Field(name: "x", schema: Schema(.reference("Node")))
        #expect(
            text(of: call([field], ["x": tree], types: types))?.hasSuffix("nested more than 256 levels deep") == true)
        #expect(text(Schema(.any), tree)?.hasSuffix("nested more than 256 levels deep") == true)
    }
}
