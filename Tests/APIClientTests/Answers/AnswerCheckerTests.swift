import APIClient
import Catalog
import JSON
import Testing

/// What an answer has that its description has not.
struct AnswerCheckerTests {
    private static let catalog = """
        group things
            about Things for tests.

        type Thing
            id*: integer
            name: string?
            size: string in(small, large)
            open: object open
                a: integer
            tags: {string}
            ratio: number
            kind: Kind

        type Kind
            one of by type
                a: object
                    type*: string
                    x*: integer
                b: object
                    type*: string
                    y: boolean

        operation get
            id things_get
            GET /v2/things
            about Reads things.
            returns 200
                thing*: Thing
                either: string | [integer]
            errors 401
        """

    private func texts(_ answer: JSONValue) throws -> [String] {
        let catalog = try Catalog(files: [CatalogFile(group: "things", text: Self.catalog)])
        let group = try #require(catalog.group("things"))
        let operation = try #require(catalog.operation("things.get"))
        return AnswerChecker.differences(of: answer, from: operation, of: group).map(\.description)
    }

    @Test(arguments: [
        ["thing": ["id": 1]] as JSONValue, ["thing": ["id": 1, "name": .null, "size": "small", "ratio": 2]],
        ["thing": ["id": 1.0, "open": ["a": 1, "b": [2]], "tags": ["x": "y"]], "either": [1, 2]],
        ["thing": ["id": 1, "kind": ["type": "b"]], "either": "text"]
    ])
    func saysNothingOfWhatFits(answer: JSONValue) throws {
        #expect(try texts(answer) == [])
    }

    @Test(
        arguments: [
            ([1] as JSONValue, ["expected a table, found a list"]), (.null, ["expected a table, found null"]),
            ([:], ["thing: expected a table, found nothing"]),
            (["thing": ["id": "1"]], ["thing.id: expected an integer, found a string"]),
            (["thing": ["id": 1.5]], ["thing.id: expected an integer, found a number"]),
            (["thing": ["id": 1, "name": false]], ["thing.name: expected a string or null, found false"]),
            (["thing": ["id": 1, "size": "huge"]], [#"thing.size: expected one of "small", "large", found "huge""#]),
            (["thing": ["id": 1, "new": 2]], ["thing.new: expected no such field, found a number"]),
            (["thing": ["id": 1, "open": ["a": "x"]]], ["thing.open.a: expected an integer, found a string"]),
            (
                ["thing": ["id": 1, "tags": ["x": 1, "y": 2]]],
                ["thing.tags{}: expected a string, found a number (2 times)"]
            ),
            (["thing": ["id": 1, "kind": ["type": "a"]]], ["thing.kind.x: expected an integer, found nothing"]),
            (
                ["thing": ["id": 1, "kind": ["type": "c"]]],
                [#"thing.kind.type: expected the name of a variant, found "c""#]
            ),
            (["thing": ["id": 1], "either": [1, "a"]], ["either[]: expected an integer, found a string"])
        ] as [(JSONValue, [String])])
    func tellsEveryDifference(answer: JSONValue, expected: [String]) throws {
        #expect(try texts(answer) == expected)
    }

    @Test func tellsNoMoreThanItsLimit() throws {
        var thing: JSONObject = ["id": 1]
        for number in 0..<100 { thing["field\(number)"] = 1 }
        #expect(try texts(["thing": .object(thing)]).count == AnswerChecker.maximumCount)
    }
}
