import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

/// Every constraint a schema can express, on a body with the one field `x`.
struct SchemaCheckerTests {
    @Test(
        arguments: [
            (5, nil), (5.0, nil), (5.5, "x: expected an integer, found 5.5"), (0, "x: expected 1 to 200, found 0"),
            (201, "x: expected 1 to 200, found 201"), ("5", nil), ("05", "x: expected an integer, found \"05\""),
            (.null, "x: expected an integer, found null"), ([5], "x: expected an integer, found a list")
        ] as [(JSONValue, String?)])
    func integers(value: JSONValue, problem: String?) {
        var schema = Schema(.integer)
        (schema.minimum, schema.maximum) = (1, 200)
        #expect(text(schema, value) == problem)
    }

    @Test func wholeNumbersBecomeIntegers() throws {
        let call = try ArgumentChecker().prepare(call(Schema(.integer), 5.0))
        #expect(String(decoding: call.request.body, as: UTF8.self) == #"{"x":5}"#)
    }

    @Test(
        arguments: [
            (0.25, nil), (2, nil), (0.3, "x: expected a multiple of 0.25, found 0.3"),
            (.number(.infinity), "x: expected a number, found inf"), (.number(.nan), "x: expected a number, found nan")
        ] as [(JSONValue, String?)])
    func numbers(value: JSONValue, problem: String?) {
        var schema = Schema(.number)
        schema.multipleOf = 0.25
        #expect(text(schema, value) == problem)
    }

    @Test(
        arguments: [
            ("int32", 2_147_483_647, nil),
            ("int32", 2_147_483_648, "x: expected -2147483648 to 2147483647, found 2147483648"),
            ("uint32", -1, "x: expected 0 to 4294967295, found -1"), ("int64", 9_223_372_036_854_775_807, nil)
        ] as [(String, JSONValue, String?)])
    func formatsOfIntegers(format: String, value: JSONValue, problem: String?) {
        var schema = Schema(.integer)
        schema.format = format
        #expect(text(schema, value) == problem)
    }

    @Test func bothBoundsMayBeOpen() {
        var schema = Schema(.integer)
        schema.minimum = 1
        #expect(text(schema, 0) == "x: expected at least 1, found 0")
        (schema.minimum, schema.maximum) = (nil, 9)
        #expect(text(schema, 10) == "x: expected at most 9, found 10")
    }

    @Test func lengthsCountUnicodeScalars() {
        var schema = Schema(.string)
        schema.length = 2...3
        #expect(text(schema, "éé") == nil)
        #expect(text(schema, "abcd") == "x: expected 2 to 3 characters, found 4")
        schema.length = 2...Int.max
        #expect(text(schema, "a") == "x: expected at least 2 characters, found 1")
        schema.length = 0...3
        #expect(text(schema, "abcd") == "x: expected at most 3 characters, found 4")
    }

    @Test func patternsSearchAsInJSONSchema() {
        var schema = Schema(.string)
        schema.pattern = "[0-9]+"
        #expect(text(schema, "abc1") == nil)
        #expect(text(schema, "abc") == "x: expected a text that matches /[0-9]+/, found \"abc\"")
        schema.pattern = "^[a-z]+$"
        #expect(text(schema, "abc\n") == "x: expected a text that matches /^[a-z]+$/, found \"abc\\n\"")
        #expect(text(schema, "e\u{301}") != nil)
    }

    @Test func emptyTextsAPatternAllowsNeedNoFormat() {
        var schema = Schema(.string)
        schema.format = "uuid"
        schema.pattern = #"^$|[0-9a-f]{8}\b-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\b[0-9a-f]{12}"#
        #expect(text(schema, "") == nil)
        #expect(text(schema, "123e4567-e89b-12d3-a456-426614174000") == nil)
        #expect(text(schema, "123e4567") != nil)
    }

    @Test func valuesToChooseFrom() {
        var schema = Schema(.string)
        schema.allowedValues = ["nyc1", "ams3", "fra1"]
        #expect(text(schema, "ams3") == nil)
        #expect(
            text(schema, "ams33")
                == #"x: expected "nyc1", "ams3" or "fra1"; found "ams33" (did you mean "ams3"?)"#)
        schema.allowedValues = (1...20).map { .integer($0) }
        schema.shape = .integer
        #expect(
            text(schema, 21) == "x: expected one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 8 more; found 21")
    }

    @Test func nullIsAValueOnlyWhereAllowed() throws {
        var schema = Schema(.string)
        #expect(text(schema, .null) == "x: expected a string, found null")
        schema.isNullable = true
        #expect(text(schema, .null) == nil)
        #expect(try ArgumentChecker().prepare(call(schema, .null)).body == ["x": .null])
    }

    @Test func lists() {
        var schema = Schema(.array(Schema(.string)))
        schema.length = 1...2
        #expect(text(schema, ["a"]) == nil)
        #expect(text(schema, ["a", true]) == "x[2]: expected a string, found true")
        #expect(text(schema, []) == "x: expected 1 to 2 items, found 0")
        #expect(text(schema, "a") == "x: expected a list, found \"a\"")
        schema.hasUniqueItems = true
        #expect(text(schema, ["a", "a"]) == "x[2]: the same as item 1, but items must differ")
    }

    /// Lua has one kind of table: an empty one may arrive as either.
    @Test func emptyTablesAreWhatTheSchemaSays() throws {
        let list = Schema(.array(Schema(.string)))
        #expect(try ArgumentChecker().prepare(call(list, [:])).body == ["x": []])
        let map = Schema(.map(Schema(.string)))
        #expect(try ArgumentChecker().prepare(call(map, [])).body == ["x": [:]])
        let object = Schema(.object([], isOpen: false))
        #expect(try ArgumentChecker().prepare(call(object, [])).body == ["x": [:]])
    }

    @Test func maps() {
        let schema = Schema(.map(Schema(.integer)))
        #expect(text(schema, ["a": 1, "b": 2]) == nil)
        #expect(text(schema, ["a": "b"]) == "x.a: expected an integer, found \"b\"")
    }

    @Test func nestedObjects() {
        var inner = Field(name: "size", schema: Schema(.integer))
        inner.isRequired = true
        let schema = Schema(.object([inner], isOpen: false))
        #expect(text(schema, ["size": 1]) == nil)
        #expect(text(schema, [:]) == "missing: x.size")
        #expect(text(schema, ["size": 1, "siez": 1]) == "unknown parameter 'x.siez' (did you mean 'size'?)")
        #expect(text(schema, 5) == "x: expected a table, found 5")
        #expect(text(Schema(.object([inner], isOpen: true)), ["size": 1, "more": [.null]]) == nil)
    }

    @Test func fieldsOfTheServerAreDroppedWithANote() throws {
        var identifier = Field(name: "id", schema: Schema(.string))
        (identifier.isReadOnly, identifier.isRequired) = (true, true)
        let schema = Schema(.object([identifier, Field(name: "size", schema: Schema(.integer))], isOpen: false))
        let prepared = try ArgumentChecker().prepare(call(schema, ["id": 7, "size": 1]))
        #expect(prepared.body == ["x": ["size": 1]])
        #expect(prepared.notes == ["ignored x.id: only the server sets it"])
    }

    @Test func secretsAreNotShown() {
        var field = Field(name: "x", schema: Schema(.string))
        field.isSecret = true
        field.schema.pattern = "^[a-z]+$"
        field.schema.patternMeaning = "small letters"
        #expect(text(of: call([field], ["x": "S3CRET"])) == "x: expected small letters, found another value")
    }

    @Test func longAndUnprintableValuesAreTamed() {
        var schema = Schema(.string)
        schema.format = "uuid"
        let long = String(repeating: "a", count: 1_000)
        #expect(
            text(schema, .string(long))
                == "x: expected a UUID such as 123e4567-e89b-12d3-a456-426614174000, found "
                + "\"\(String(repeating: "a", count: 60))…\"")
        #expect(text(schema, "\u{1B}[2J\"")?.hasSuffix(#"found "\u{1b}[2J\"""#) == true)
        #expect(text(of: call([], ["a\u{1B}b": 1])) == "unknown parameter 'ab'")
    }

    @Test func endlessNumbersInFreeDataAreRefused() {
        #expect(
            text(Schema(.any), ["a": [1, .number(.infinity)]])
                == "x.a[2]: a number that is infinite or not a number has no JSON form")
    }
}

struct UnionTests {
    private let union: Schema = {
        var size = Field(name: "size", schema: Schema(.string))
        size.isRequired = true
        let type = Field(name: "type", schema: Schema(.string))
        return Schema(
            .oneOf(
                Union(
                    discriminator: "type",
                    variants: [
                        .init(name: "resize", schema: Schema(.object([type, size], isOpen: false))),
                        .init(name: "power_off", schema: Schema(.object([], isOpen: false)))
                    ])))
    }()

    @Test func theDiscriminatorSelectsTheVariant() throws {
        #expect(text(union, ["type": "resize", "size": "s-1"]) == nil)
        #expect(text(union, ["type": "resize"]) == "missing: x.size")
        #expect(text(union, ["type": "power_off", "size": "s-1"]) == "unknown parameter 'x.size'")
        #expect(text(union, ["size": "s-1"]) == "missing: x.type")
        #expect(
            text(union, ["type": "rezise"])
                == #"x.type: expected "resize" or "power_off", found "rezise" (did you mean "resize"?)"#)
        #expect(text(union, 5) == "x: expected a table, found 5")
    }

    @Test func aVariantNeedNotListTheDiscriminator() throws {
        #expect(try ArgumentChecker().prepare(call(union, ["type": "power_off"])).body == ["x": ["type": "power_off"]])
    }

    @Test func aFlatTableMayBeAVariant() throws {
        var operation = bodyOperation([])
        operation.body = Operation.Body(schema: union)
        let group = Group(name: "things", summary: "", operations: [operation], resources: [], types: [:])
        let resize = try ArgumentChecker().prepare(
            Call(operation, of: group, arguments: ["size": "s-1", "type": "resize"]))
        #expect(resize.body == ["type": "resize", "size": "s-1"])
        #expect(
            text(of: Call(operation, of: group, arguments: ["type": "resize", "siez": "s-1"])) == """
                2 problems:
                  unknown parameter 'siez' (did you mean 'size'?)
                  missing: size
                """)
    }

    @Test func withoutADiscriminatorTheShapeDecides() {
        var small = Schema(.integer)
        small.maximum = 9
        let schema = Schema(
            .oneOf(
                Union(
                    discriminator: nil,
                    variants: [
                        .init(name: "an id", schema: small), .init(name: "a fingerprint", schema: Schema(.string))
                    ])))
        #expect(text(schema, 5) == nil)
        #expect(text(schema, "3b:16") == nil)
        #expect(text(schema, 10) == "x: expected at most 9, found 10")
        #expect(text(schema, true) == "x: expected an id or a fingerprint, found true")
    }

    @Test func namedTypesAreLookedUpInTheGroup() {
        var nullable = Schema(.reference("Size"))
        nullable.isNullable = true
        let types = ["Size": Schema(.reference("Number")), "Number": Schema(.integer)]
        let field = Field(name: "x", schema: nullable)
        #expect(text(of: call([field], ["x": .null], types: types)) == nil)
        #expect(text(of: call([field], ["x": "a"], types: types)) == "x: expected an integer, found \"a\"")
    }

    @Test func aTypeThatIsOnlyItselfEnds() {
        let field = Field(name: "x", schema: Schema(.reference("Loop")))
        #expect(text(of: call([field], ["x": 1], types: ["Loop": Schema(.reference("Loop"))])) == nil)
    }
}

/// A PUT with a body of these fields.
func bodyOperation(_ fields: [Field]) -> Operation {
    var operation = Operation(
        group: "things", name: "update", identifier: "things_update", method: "PUT", path: PathTemplate("/v2/things"),
        summary: "Changes things.", success: .init(status: 200, mediaType: "application/json"), danger: .update)
    operation.body = Operation.Body(schema: Schema(.object(fields, isOpen: false)))
    return operation
}

func call(_ fields: [Field], _ arguments: JSONObject, types: [String: Schema] = [:]) -> Call {
    let operation = bodyOperation(fields)
    return Call(
        operation, of: Group(name: "things", summary: "", operations: [operation], resources: [], types: types),
        arguments: arguments)
}

func call(_ schema: Schema, _ value: JSONValue) -> Call {
    call([Field(name: "x", schema: schema)], ["x": value])
}

/// The problems of a call without the name of the operation; nil where there are none.
func text(of call: Call) -> String? {
    do throws(ArgumentError) {
        _ = try ArgumentChecker().prepare(call)
        return nil
    } catch {
        return String(error.description.dropFirst("things.update: ".count))
    }
}

func text(_ schema: Schema, _ value: JSONValue) -> String? { text(of: call(schema, value)) }
