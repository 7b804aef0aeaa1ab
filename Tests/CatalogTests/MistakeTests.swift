import Catalog
import Testing

@Suite("Mistakes in a catalog file")
struct MistakeTests {
    /// The lines after a file's header, which is two lines long, and what is said about them.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var lines: String
        var message: String

        init(_ message: String, _ lines: String) {
            self.message = message
            self.lines = lines
        }

        var testDescription: String { message }
    }

    private static func mistake(in text: String) -> String? {
        do throws(CatalogError) {
            _ = try Catalog(files: [CatalogFile(group: "moon", text: text)])
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: lineMistakes + fieldMistakes + typeMistakes + operationMistakes + resourceMistakes)
    func isReportedWithFileAndLine(_ mistake: Mistake) {
        #expect(Self.mistake(in: "group moon\n    about The moon.\n" + mistake.lines) == mistake.message)
    }

    @Test func goodLinesAreNoMistake() {
        #expect(Self.mistake(in: "group moon\n    about The moon.\n" + Self.phases) == nil)
    }

    @Test func everyCutOffFileIsReadOrReported() {
        let text = Array(("group moon\n    about The moon.\n" + Self.phases).utf8)
        for end in text.indices {
            let prefix = String(decoding: text[..<end], as: UTF8.self)
            if let message = Self.mistake(in: prefix) { #expect(message.hasPrefix("moon.catalog:")) }
        }
    }

    @Test(arguments: [
        ("", "moon.catalog:1: expected 'group moon', found an empty file"),
        ("# moon", "moon.catalog:1: expected 'group moon', found an empty file"),
        ("type Phase", "moon.catalog:1: expected 'group moon', found 'type'"),
        ("group sun", "moon.catalog:1: the group 'sun' must be in a file of its name"),
        ("group moon", "moon.catalog:1: the group has no 'about'"),
        ("group moon\n    abuot x", "moon.catalog:2: unknown line 'abuot'; did you mean 'about'?"),
        ("group moon\n    about", "moon.catalog:2: expected a sentence at the end of the line")
    ])
    func headerIsChecked(_ text: String, _ message: String) {
        #expect(Self.mistake(in: text) == message)
    }

    @Test func twoFilesOfOneNameAreRefused() {
        let file = CatalogFile(group: "moon", text: "group moon\n    about The moon.")
        #expect(throws: CatalogError(file: "moon.catalog", line: 1, reason: "there are two files of this name")) {
            try Catalog(files: [file, file])
        }
    }

    @Test func routesAndNamesOfOtherFilesAreChecked() {
        func files(_ lines: String) -> [CatalogFile] {
            let sun = "group sun\n    about The sun.\noperation list\n    id sun_list\n" + lines
            return [
                CatalogFile(group: "moon", text: "group moon\n    about The moon.\n" + Self.phases),
                CatalogFile(group: "sun", text: sun + "\n    about Lists.\n    returns 204")
            ]
        }
        let route = "GET /moon/{id} is 'moon.get' already"
        #expect(throws: CatalogError(file: "sun.catalog", line: 7, reason: route)) {
            try Catalog(files: files("    path\n        id: string\n    GET /moon/{id}"))
        }
        let alias = "the alias 'moon.get' is the name of another operation"
        #expect(throws: CatalogError(file: "sun.catalog", line: 3, reason: alias)) {
            try Catalog(files: files("    GET /sun\n    alias moon.get"))
        }
        let twice = "the alias 'light.get' is the name of another operation"
        #expect(throws: CatalogError(file: "sun.catalog", line: 3, reason: twice)) {
            try Catalog(files: files("    GET /sun\n    alias light.get\n    alias light.get"))
        }
        #expect(throws: Never.self) { try Catalog(files: files("    GET /sun\n    alias moon.list")) }
    }

    @Test func namesOfOtherGroupsAreChecked() throws {
        let moon = CatalogFile(group: "moon", text: "group moon\n    about The moon.\n" + Self.phases)
        func sun(of resource: String) -> CatalogFile {
            CatalogFile(
                group: "sun",
                text: """
                    group sun
                        about The sun.
                    type Ray
                        phase: string of \(resource)
                    """)
        }
        _ = try Catalog(files: [moon, sun(of: "moon.phase")])
        let message = "unknown resource 'moon.phrase'; did you mean 'moon.phase'?"
        #expect(throws: CatalogError(file: "sun.catalog", line: 4, reason: message)) {
            try Catalog(files: [moon, sun(of: "moon.phrase")])
        }
    }

    /// Everything a file needs, without a mistake.
    static let phases = """
        type Phase
            name: string
        resource phase
            type Phase
            about A phase.
            key name = name
            get get
        parameter name: string example=full -- The name.
        operation get
            id moon_get
            GET /moon/{name}
            about Reads a phase.
            returns 200 phase
                phase*: Phase
        """

    private static let lineMistakes = [
        Mistake("moon.catalog:3: the indentation must be a multiple of four spaces", "  x"),
        Mistake("moon.catalog:4: the indentation must be a multiple of four spaces", "type A\n\ta: string"),
        Mistake("moon.catalog:4: indented too far: one level is four spaces", "type A\n        a: string"),
        Mistake(
            "moon.catalog:5: nothing can be indented below the line above", "type A\n    a: string\n        b: string"),
        Mistake(
            "moon.catalog:3: unknown declaration 'operaton'; did you mean 'operation'?", "operaton get"),
        Mistake("moon.catalog:3: a file has one group, and its first line says which", "group moon"),
        Mistake("moon.catalog:3: expected the end of the line, found 'B'", "type A B"),
        Mistake("moon.catalog:4: nothing can be indented below the line above", "parameter a: string\n    b: string")
    ]

    private static func inType(_ line: String, _ message: String) -> Mistake {
        Mistake("moon.catalog:4: " + message, "type A\n    " + line)
    }

    private static let fieldMistakes = [
        inType("*: string", "expected the name of a field, found '*:'"),
        inType("a string", "expected ':', found 'string'"),
        inType("a:", "expected a type at the end of the line"),
        inType("a: =", "expected a type, found '='"),
        inType("a: strong", "unknown type 'strong'; did you mean 'string'?"),
        inType("a: Moon", "unknown type 'Moon'"),
        inType("a: [string", "expected ']' at the end of the line"),
        inType("a: string requird", "unknown modifier 'requird'"),
        inType("a: string readonyl", "unknown modifier 'readonyl'; did you mean 'readonly'?"),
        inType("a: [string redonly]", "unknown constraint 'redonly'"),
        inType("a: object", "an object has fields below it, or is 'object open'"),
        inType("a: string open", "'open' is for objects; the constraint of a part stands in brackets with it"),
        inType("a: string min=1", "'min' is for numbers; the constraint of a part stands in brackets with it"),
        inType("a: [integer] max=1", "'max' is for numbers; the constraint of a part stands in brackets with it"),
        inType("a: integer length=1", "'length' is for strings; the constraint of a part stands in brackets with it"),
        inType("a: string items=1", "'items' is for arrays; the constraint of a part stands in brackets with it"),
        inType("a: string unique", "'unique' is for arrays; the constraint of a part stands in brackets with it"),
        inType(
            "a: any format=uuid",
            "'format' is for strings and numbers; the constraint of a part stands in brackets with it"),
        inType(
            "a: boolean in(true)",
            "'in' is for strings and numbers; the constraint of a part stands in brackets with it"),
        inType("a: integer min=x", "expected a number, found 'x'"),
        inType("a: integer min=2 max=1", "'min' is above 'max'"),
        inType("a: string length=2..1", "expected a range as in 1..255, found '2..1'"),
        inType("a: string length=..", "expected a range as in 1..255, found '..'"),
        inType("a: string pattern=x", "expected a pattern between slashes, found 'x'"),
        inType("a: string pattern=/x", "the pattern has no closing slash"),
        inType("a: string means=\"x\"", "'means' explains a pattern: write it after one"),
        inType("a: string pattern=/x/ means=x", "expected the pattern's meaning in quotes, found 'x'"),
        inType("a: string format=uuidd", "unknown format 'uuidd'; did you mean 'uuid'?"),
        inType("a: string in(b, b)", "a value is there twice in 'in(...)'"),
        inType("a: string in(b", "expected ')' at the end of the line"),
        inType("a: integer in(b)", "'b' is no integer"),
        inType("a: integer default=1.5", "'1.5' is no integer"),
        inType("a: boolean example=\"x\"", "the string 'x' is no boolean"),
        inType("a: string default=null", "the type has no null; a string stands in quotes"),
        inType("a: [string] example=[\"x\"", "the bracket that begins the value is not closed"),
        inType("a: [string] example=[x]", "the value is no JSON: expected a value, found 'x'"),
        inType(
            "a: object open example={x}",
            "the value is no JSON: expected a member name in double quotes or '}', found 'x'"),
        inType("a: string example=\"x", "the quotes are not closed"),
        inType("a: string example=\"x\\", "the quotes are not closed"),
        inType("a: string example=\"\\x\"", "the value is no JSON: expected one of \"\\/bfnrtu after '\\', found 'x'"),
        inType("a: string example=", "expected a value at the end of the line"),
        inType("a: string as end", "'end' is no name in Lua"),
        inType("a: string of phase", "unknown resource 'moon.phase'"),
        inType("a: string --", "expected a sentence at the end of the line"),
        inType("a: string -- x\n    a: string", "the field 'a' is there twice").below(1)
    ]

    private static let typeMistakes = [
        Mistake("moon.catalog:3: the type has no fields below it", "type A"),
        Mistake("moon.catalog:3: a type's name is written LikeThis, not 'a'", "type a\n    b: string"),
        Mistake(
            "moon.catalog:5: the type 'A' is declared in line 3 already",
            "type A\n    b: string\ntype A\n    b: string"),
        Mistake(
            "moon.catalog:4: unknown type 'Phose'; did you mean 'Phase'?",
            "type A\n    include Phose\ntype Phase\n    a: string"),
        Mistake(
            "moon.catalog:6: the include never ends: A includes B includes A",
            "type A\n    include B\ntype B\n    include A"),
        Mistake(
            "moon.catalog:4: only an object type can be included, and 'B' is none",
            "type A\n    include B\ntype B\n    is string"),
        Mistake(
            "moon.catalog:5: the field 'a' is there twice",
            "type A\n    a: string\n    include B\ntype B\n    a: string"),
        Mistake("moon.catalog:3: the type 'A' is itself", "type A\n    is B\ntype B\n    is A"),
        Mistake("moon.catalog:5: nothing can be indented below the line above", "type A\n    is string\n    b: string"),
        Mistake(
            "moon.catalog:4: 'one of' needs at least two variants below it", "type A\n    one of\n        b: string"),
        Mistake(
            "moon.catalog:6: the variant 'b' is there twice",
            "type A\n    one of\n        b: string\n        b: integer"),
        Mistake(
            "moon.catalog:3: the variant 'c' of 'A' has no field 'type'",
            "type A\n    one of by type\n        b: B\n        c: C\ntype B\n    type: string\ntype C\n    a: string"),
        Mistake(
            "moon.catalog:4: the parameter 'a' is declared twice", "parameter a: string\nparameter a: string"),
        Mistake("moon.catalog:3: no path has a place for the parameter 'a'", "parameter a: string")
    ]

    private static func inOperation(_ line: String, _ message: String, at number: Int = 4) -> Mistake {
        Mistake("moon.catalog:\(number): " + message, "operation list\n    " + line + "\n" + rest)
    }

    /// What an operation must have.
    private static let rest = """
            id moon_list
            GET /moon
            about Lists.
            returns 204
        """

    private static let operationMistakes = [
        Mistake("moon.catalog:3: 'end' is no name in Lua", "operation end"),
        Mistake("moon.catalog:3: the operation 'a' has no 'id'", "operation a"),
        Mistake("moon.catalog:3: the operation 'a' has no method and path", "operation a\n    id a"),
        Mistake("moon.catalog:3: the operation 'a' has no 'about'", "operation a\n    id a\n    GET /"),
        Mistake(
            "moon.catalog:3: the operation 'a' has no 'returns'", "operation a\n    id a\n    GET /\n    about A."),
        Mistake(
            "moon.catalog:8: the operation 'list' is declared in line 3 already",
            "operation list\n\(rest)\noperation list"),
        Mistake(
            "moon.catalog:10: GET /moon is 'moon.list' already",
            "operation list\n\(rest)\noperation all\n\(rest)"),
        Mistake(
            "moon.catalog:11: GET /{b} is 'moon.a' already",
            "operation a\n    id a\n    path\n        a: string\n    GET /{a}\n    about A.\n    returns 204\n"
                + "operation b\n    GET /{b}\n    id b\n    path\n        b: string\n    about B.\n    returns 204"),
        Mistake(
            "moon.catalog:8: the alias 'moon.list' is the name of another operation",
            "operation list\n\(rest)\noperation all\n    alias moon.list\n"
                + "    id moon_all\n    GET /all\n    about Lists.\n    returns 204"),
        inOperation("abuot x", "unknown line 'abuot'; did you mean 'about'?"),
        inOperation("id a\n    id b", "the operation has 'id' twice", at: 5),
        inOperation("POST /a", "the operation has two paths", at: 6),
        inOperation("alias a", "an alias is GROUP.NAME, not 'a'"),
        inOperation("scopes a |", "an alternative of the scopes is empty"),
        inOperation("errors 200", "200 is no status from 400 to 599"),
        inOperation("errors 404 401", "the statuses must ascend"),
        inOperation("errors x", "expected a status, found 'x'"),
        inOperation("danger wde", "unknown danger class 'wde'; did you mean 'wide'?"),
        inOperation(
            "server example.com", "a server's address begins with 'https://', and 'example.com' does not"),
        inOperation("costs time", "expected 'money', found 'time'"),
        inOperation("rate a b", "expected a number of requests, found 'b'"),
        inOperation("rate a 5 a 10", "expected 'per', found 'a'"),
        inOperation("query", "expected fields below this line"),
        inOperation("path\n        a: string", "the path has no place for the parameter 'a'", at: 7),
        inOperation(
            "query\n        a: string\n    header\n        a: string", "the operation has two parameters 'a'", at: 9),
        inOperation("body", "the body has neither fields below it nor a type after a colon"),
        inOperation("body as x", "expected a media type after 'as'"),
        inOperation("body opt: any", "unknown word 'opt'"),
        inOperation(
            "body\n        a*: string readonly", "'a' cannot be required in a request and readonly", at: 5),
        inOperation("body: any", "a GET request has no body", at: 6),
        Mistake("moon.catalog:4: a path begins with '/', and 'a' does not", "operation a\n    GET a"),
        Mistake(
            "moon.catalog:4: a parameter is a whole segment of the path, and '{a}b' is not",
            "operation a\n    GET /{a}b"),
        Mistake(
            "moon.catalog:5: the parameter 'nam' of the path is not declared; did you mean 'name'?",
            "operation a\n    id a\n    GET /{nam}\n    about A.\n    returns 204\nparameter name: string"),
        Mistake("moon.catalog:4: expected a status from 200 to 299, found '404'", "operation a\n    returns 404"),
        Mistake(
            "moon.catalog:4: only an answer in JSON has fields",
            "operation a\n    returns 200 as text/csv\n        a: any"),
        Mistake("moon.catalog:4: an answer without fields has no root", "operation a\n    returns 204 a"),
        Mistake(
            "moon.catalog:7: the root 'phases' is no field of the answer; did you mean 'phase'?",
            "operation a\n    id a\n    GET /\n    about A.\n    returns 200 phases\n        phase: string")
    ]

    private static func inResource(_ line: String, _ message: String, at number: Int = 4) -> Mistake {
        Mistake(
            "moon.catalog:\(number): " + message,
            "resource a\n    \(line)\n    about A.\ntype A\n    name: string\noperation list\n\(rest)")
    }

    private static let resourceMistakes = [
        Mistake("moon.catalog:3: the resource 'a' has no 'type'", "resource a"),
        Mistake(
            "moon.catalog:3: the resource 'a' has no 'about'", "resource a\n    type A\ntype A\n    name: string"),
        Mistake(
            "moon.catalog:8: the resource 'a' is declared in line 3 already",
            "resource a\n    type A\n    about A.\ntype A\n    name: string\nresource a"),
        inResource("typ A", "unknown line 'typ'; did you mean 'type'?"),
        inResource("type B", "unknown type 'B'; did you mean 'A'?"),
        inResource("type A\n    also", "expected the name of a type at the end of the line", at: 5),
        inResource("label name", "'type' must be the resource's first line"),
        inResource("type A\n    word nam", "'A' has no field 'nam'; did you mean 'name'?", at: 5),
        inResource("type A\n    label nam", "'A' has no field 'nam'; did you mean 'name'?", at: 5),
        inResource("type A\n    columns name name.x", "'A' has no field 'name.x'; did you mean 'name'?", at: 5),
        inResource("type A\n    key name = nme", "'A' has no field 'nme'; did you mean 'name'?", at: 5),
        inResource(
            "type A\n    key nam = name", "no operation has an argument for the key 'nam' of the resource 'a'", at: 5),
        inResource("type A\n    key name name", "expected '=', found 'name'", at: 5),
        inResource("type A\n    list lits", "unknown operation 'moon.lits'; did you mean 'moon.list'?", at: 5),
        inResource("type A\n    method end = list", "'end' is no name in Lua", at: 5),
        inResource("type A\n    method a = list\n    method a = list", "the method 'a' is there twice", at: 6),
        inResource("type A\n    method a = sun.list", "unknown operation 'sun.list'", at: 5),
        inResource("type A\n    wait name active", "expected 'ready', found 'active'", at: 5),
        inResource("type A\n    wait name ready", "expected a value at the end of the line", at: 5)
    ]
}

extension MistakeTests.Mistake {
    /// The same mistake some lines further down.
    fileprivate func below(_ count: Int) -> Self {
        .init(message.replacing(":4:", with: ":\(4 + count):"), lines)
    }
}
