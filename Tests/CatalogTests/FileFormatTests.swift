import Catalog
import JSON
import Testing

@Suite("Lines of a catalog file")
struct FileFormatTests {
    /// A group `moon` with these lines in it.
    private func group(_ lines: String) throws -> Group {
        let file = CatalogFile(group: "moon", text: "group moon\n    about The moon.\n\n" + lines)
        return try #require(try Catalog(files: [file]).group("moon"))
    }

    /// The field of a type that has only this line, with what is below it.
    private func field(_ line: String) throws -> Field {
        let text = line.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        let types = "type Kind\n    is string in(new, full)\ntype Place\n    name: string\n"
        let group = try group(types + "type A\n" + text)
        return try #require(group.fields(of: Schema(.reference("A")))?.first)
    }

    private func schema(_ shape: Schema.Shape, format: String? = nil) -> Schema {
        var schema = Schema(shape)
        schema.format = format
        return schema
    }

    // MARK: Types

    @Test(arguments: [
        ("string", Schema.Shape.string, nil as String?), ("integer", .integer, nil), ("number", .number, nil),
        ("boolean", .boolean, nil), ("any", .any, nil), ("int64", .integer, "int64"), ("uint32", .integer, "uint32"),
        ("float", .number, "float"), ("date-time", .string, "date-time"), ("uuid", .string, "uuid"),
        ("cron", .string, "cron"), ("Place", .reference("Place"), nil), ("object open", .object([], isOpen: true), nil),
        ("[string]", .array(Schema(.string)), nil), ("{integer}", .map(Schema(.integer)), nil),
        ("[[any]]", .array(Schema(.array(Schema(.any)))), nil)
    ])
    func typeNamesHaveTheirShape(_ text: String, _ shape: Schema.Shape, _ format: String?) throws {
        #expect(try field("a: \(text)").schema == schema(shape, format: format))
    }

    @Test func questionMarkAllowsNull() throws {
        #expect(try field("a: string?").schema.isNullable)
        #expect(try field("a: [string?]").schema == Schema(.array(field("a: string?").schema)))
        #expect(try field("a: string?").schema.description == "string or null")
    }

    @Test func barsSeparateAlternatives() throws {
        let variants = [
            Union.Variant(name: "integer", schema: Schema(.integer)),
            Union.Variant(name: "Kind", schema: Schema(.reference("Kind")))
        ]
        #expect(try field("a: integer | Kind").schema.shape == .oneOf(Union(discriminator: nil, variants: variants)))
        #expect(try field("a: integer | Kind?").schema.isNullable)
    }

    @Test func alternativesInParenthesesHaveTheirConstraints() throws {
        let text = try field("a: (string length=3) | (integer min=1)").schema.description
        #expect(text == "string or integer")
        guard case .oneOf(let union) = try field("a: (string length=3) | (integer min=1)").schema.shape else {
            Issue.record("no union")
            return
        }
        #expect(union.variants.map(\.schema.description) == ["string, 3 characters", "integer, at least 1"])
    }

    @Test func fieldsBelowALineBelongToItsObject() throws {
        let inner = Field(name: "b", schema: Schema(.string))
        #expect(try field("a: object\n    b: string").schema.shape == .object([inner], isOpen: false))
        #expect(try field("a: object? open\n    b: string").schema.shape == .object([inner], isOpen: true))
        #expect(
            try field("a: [object]\n    b: string").schema.shape == .array(Schema(.object([inner], isOpen: false))))
        #expect(try field("a: {object}\n    b: string").schema.shape == .map(Schema(.object([inner], isOpen: false))))
    }

    @Test func unionsNameTheirVariants() throws {
        let group = try group(
            """
            type Action
                one of by type
                    on, off: Simple
                    resize: object
                        type*: string
                        size*: string
            type Simple
                type*: string
            """)
        guard case .oneOf(let union)? = group.type(named: "Action")?.shape else {
            Issue.record("no union")
            return
        }
        #expect(union.discriminator == "type")
        #expect(union.variants.map(\.name) == ["on", "off", "resize"])
        #expect(group.variant("off", of: union)?.shape == group.type(named: "Simple")?.shape)
    }

    @Test func includeCopiesFieldsInPlace() throws {
        let group = try group(
            "type A\n    a: string\n    include B\n    c: string\ntype B\n    b*: string\n    include D\ntype D\n    d: any"
        )
        #expect(group.fields(of: Schema(.reference("A")))?.map(\.name) == ["a", "b", "d", "c"])
    }

    @Test func typesMayReferToEachOther() throws {
        let group = try group("type Tree\n    name: string\n    children: [Tree]")
        let example = group.example(of: Schema(.reference("Tree")), for: .answer)
        #expect(example == ["name": "example", "children": []])
    }

    // MARK: Fields

    @Test func marksAreRead() throws {
        let field = try field(
            "a*: string? readonly secret deprecated as b default=null example=\"x y\" -- The first -- letter.")
        #expect(field.isRequired && field.isReadOnly && field.isSecret && field.isDeprecated)
        #expect(field.schema.isNullable)
        #expect(field.luaName == "b")
        #expect(field.defaultValue == .null)
        #expect(field.example == "x y")
        #expect(field.summary == "The first -- letter.")
    }

    @Test(arguments: [
        ("integer min=1 max=20 multiple=5", "integer, 1 to 20, a multiple of 5"),
        ("number min=0.5", "number, at least 0.5"),
        ("integer max=9", "integer, at most 9"), ("string length=1..255", "string, 1 to 255 characters"),
        ("string length=..3", "string, at most 3 characters"), ("string length=1..", "string, at least 1 character"),
        ("[string] items=2 unique", "list of string, 2 items, no item twice"),
        ("string in(a, \"b c\", d)", "string, one of a, b c, d"), ("integer in(0, 4)", "integer, one of 0, 4"),
        ("string pattern=/^a\\/[b]+$/", "string, matching ^a/[b]+$"),
        ("string pattern=/^.+$/ means=\"some \\\"text\\\"\"", "string, some \"text\""),
        ("string format=int64", "int64"), ("date-time?", "date-time or null"), ("[Kind]", "list of Kind"),
        ("{uuid}", "object of uuid"), ("object open", "object"), ("any", "any value")
    ])
    func constraintsAreReadAndDescribed(_ text: String, _ description: String) throws {
        #expect(try field("a: \(text)").schema.description == description)
    }

    private static let values: [(String, JSONValue)] = [
        ("string example=true", "true"), ("boolean example=true", true), ("integer example=-3", -3),
        ("number example=1e3", 1000.0), ("any example=5", 5), ("any example=five", "five"), ("any example=\"5\"", "5"),
        ("[integer] example=[1, 2]", [1, 2]), ("object open example={\"a\": {\"b\": []}}", ["a": ["b": []]]),
        ("string example=\"a\\n\\u00e9\\\"\"", "a\n\u{e9}\"")
    ]

    @Test(arguments: values)
    func valuesAreOfTheFieldsType(_ text: String, _ value: JSONValue) throws {
        #expect(try field("a: \(text)").example == value)
    }

    @Test func namesMayBeQuotedAndHaveDots() throws {
        #expect(try field("\"a b\"*: string").name == "a b")
        #expect(try field("registry.example.com: string").name == "registry.example.com")
        #expect(try field("X-Dangerous: boolean").name == "X-Dangerous")
    }

    // MARK: Operations

    @Test func everyLineOfAnOperationIsRead() throws {
        let operation = try #require(
            try group(
                """
                parameter id: integer min=1
                operation resize
                    id moon_resize
                    alias moons.resize
                    alias moons.grow
                    POST /v2/moons/{id}/{part}
                    about Resizes a moon.
                    note It takes a while.
                    note It cannot be undone.
                    scopes moon:read moon:update | moon:admin
                    path
                        part: string
                    query
                        force: boolean
                    header
                        X-Dangerous*: boolean
                    body as application/json application/yaml optional
                        size*: integer
                    returns 202 moon|moons as application/json: Answer
                    errors 401 404
                    danger wide
                    costs money
                    deprecated
                    replaces all
                    rate moons 12 per 60
                type Answer
                    one of
                        one: object
                            moon: string
                        many: object
                            moons: [string]
                """
            ).operation(named: "resize"))
        #expect(operation.identifier == "moon_resize")
        #expect(operation.aliases == ["moons.resize", "moons.grow"])
        #expect(operation.method == "POST")
        #expect(operation.path.description == "/v2/moons/{id}/{part}")
        #expect(operation.summary == "Resizes a moon.")
        #expect(operation.notes == ["It takes a while.", "It cannot be undone."])
        #expect(operation.scopes == [["moon:read", "moon:update"], ["moon:admin"]])
        #expect(operation.pathParameters.map(\.name) == ["id", "part"])
        #expect(operation.pathParameters.map(\.isRequired) == [true, true])
        #expect(operation.queryParameters.map(\.name) == ["force"])
        #expect(operation.headerParameters.map(\.isRequired) == [true])
        #expect(operation.body?.mediaTypes == ["application/json", "application/yaml"])
        #expect(operation.body?.isRequired == false)
        #expect(operation.success.status == 202)
        #expect(operation.success.roots == ["moon", "moons"])
        #expect(operation.success.root == "moon")
        #expect(operation.success.schema == Schema(.reference("Answer")))
        #expect(operation.errorStatuses == [401, 404])
        #expect(operation.danger == .wide)
        #expect(operation.costsMoney && operation.isDeprecated && operation.isReplacement)
        #expect(operation.rateLimit == Operation.RateLimit(name: "moons", requests: 12, seconds: 60))
    }

    @Test func anAnswerMayHaveOtherFormsBesideJSON() throws {
        let operation = try operation("POST", "returns 200 as application/json text/event-stream: {string}")
        #expect(operation.success.mediaType == "application/json")
        #expect(operation.success.otherMediaTypes == ["text/event-stream"])
        #expect(operation.success.schema != nil)
    }

    @Test func serversOfTheirOwnMayHaveAParameter() throws {
        let lines = "server https://{host}\n    path\n        host: hostname\n    returns 204"
        let operation = try operation("GET", lines)
        #expect(operation.server == "https://{host}")
        #expect(operation.path.parameterNames == [])
        #expect(operation.pathParameters.map(\.name) == ["host"])
        #expect(operation.pathParameters.map(\.isRequired) == [true])
    }

    private func operation(_ method: String, _ lines: String) throws -> Operation {
        let text = "operation a\n    id a\n    \(method) /a\n    about A.\n    " + lines
        return try #require(try group(text).operation(named: "a"))
    }

    @Test(arguments: [
        ("GET", Operation.Danger.read), ("HEAD", .read), ("POST", .create), ("PUT", .update), ("PATCH", .update),
        ("DELETE", .delete)
    ])
    func dangerFollowsFromTheMethod(_ method: String, _ danger: Operation.Danger) throws {
        #expect(try operation(method, "returns 204").danger == danger)
    }

    @Test func answersHaveAMediaTypeWhereTheyHaveABody() throws {
        #expect(try operation("GET", "returns 204").success == .init(status: 204))
        #expect(try operation("GET", "returns 200 as text/csv").success == .init(status: 200, mediaType: "text/csv"))
        #expect(
            try operation("GET", "returns 200 as application/json").success
                == .init(status: 200, mediaType: "application/json", schema: Schema(.any)))
        #expect(
            try operation("GET", "returns 200: [string]").success
                == .init(status: 200, mediaType: "application/json", schema: Schema(.array(Schema(.string)))))
    }

    @Test func pagesBringTheirParametersAndFields() throws {
        let lines = "returns 200 moons\n        moons: [string]\n    "
        let pages = try operation("GET", lines + "pages\n    query\n        tag: string")
        #expect(pages.pagination == .pages)
        #expect(pages.queryParameters.map(\.name) == ["tag", "page", "per_page"])
        #expect(
            pages.success.schema.flatMap { try? group("").fields(of: $0) }?.map(\.name) == ["moons", "links", "meta"])
        let tokens = try operation("GET", lines + "pages by page_token")
        #expect(tokens.pagination == .token(parameter: "page_token"))
        #expect(tokens.queryParameters.map(\.name) == ["page", "per_page", "page_token"])
    }

    // MARK: Resources

    @Test func everyLineOfAResourceIsRead() throws {
        let text = """
            resource moon
                type Moon
                also NewMoon
                about A moon.
                key id = id
                key planet = @planet
                label name
                word name
                columns name orbit.days
                list list
                get moon.get
                create create
                update act moon.replace
                delete delete
                method act = act type=turn_off speed="very fast"
                method each_moon = each list
                wait status ready active done failed errored
            type NewMoon
                include Moon
                secret: string
            type Moon
                id: integer
                name: string
                status: string
                orbit: object
                    days: number
            parameter id: integer
            parameter planet: string
            operation list
                id list
                GET /{planet}
                about Lists.
                returns 200: [Moon]
            operation get
                id get
                GET /{planet}/{id}
                about Gets.
                returns 204
            operation act
                id act
                POST /{planet}/{id}
                about Acts.
                body
                    type: string in(turn_on, turn_off)
                    speed: string
                returns 204
            operation create
                id create
                POST /{planet}
                about Makes one.
                body: Moon
                returns 204
            operation replace
                id replace
                PUT /{planet}/{id}
                about Replaces one.
                replaces all
                body: Moon
                returns 204
            operation delete
                id delete
                DELETE /{planet}/{id}
                about Deletes one.
                returns 204
            """
        let resource = try #require(try group(text).resource(named: "moon"))
        #expect(resource.typeName == "Moon")
        #expect(resource.otherTypeNames == ["NewMoon"])
        #expect(resource.summary == "A moon.")
        #expect(
            resource.identity == [
                .init(parameter: "id", source: .field("id")), .init(parameter: "planet", source: .call("planet"))
            ])
        #expect(resource.labelField == "name")
        #expect(resource.wordField == "name")
        #expect(resource.columns == ["name", "orbit.days"])
        #expect(resource.listOperation == "moon.list")
        #expect(resource.getOperation == "moon.get")
        #expect(resource.createOperation == "moon.create")
        #expect(resource.updateOperations == ["moon.act", "moon.replace"])
        #expect(resource.deleteOperation == "moon.delete")
        #expect(resource.methods.map(\.operation) == ["moon.act", "moon.list"])
        #expect(resource.methods[0].fixedArguments == ["type": "turn_off", "speed": "very fast"])
        #expect(resource.methods.map(\.isIterator) == [false, true])
        #expect(
            resource.wait == .init(field: "status", readyValues: ["active", "done"], failedValues: ["errored"]))
    }

    @Test func commentsAndBlankLinesSayNothing() throws {
        #expect(try group("# a\n\n    # b\ntype A\n  # c\n    a: string  \r\n\n").types.count == 1)
    }
}
