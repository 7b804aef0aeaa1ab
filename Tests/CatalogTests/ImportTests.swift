import Catalog
import Glibc
import TestSupport
import Testing

/// Runs `scripts/import-catalog`, which needs nothing but Python.
@Suite("Importing machine-readable facts", .enabled(if: access("/usr/bin/python3", X_OK) == 0))
struct ImportTests {
    /// Two operations with one of each shape the format has a word for.
    private static let facts = """
        [{"operation_id": "moons_list", "tag": "Moons", "method": "GET", "path": "/v2/moons", "path_params": [],
          "query_params": [{"name": "page", "type": "integer"},
            {"name": "kind", "required": true, "type": "string", "enum": ["new", "very full"], "example": "new"}],
          "header_params": [], "request_body": null, "error_statuses": [429, 401, "default"],
          "pagination": {"paginated": true}, "oauth_scopes": ["moon:read"],
          "success": [{"status": 200, "content_types": ["application/json"], "schema": {"type": "object",
            "required": ["moons", "meta"], "properties": {"moons": {"type": "array", "items": {"type": "object",
              "properties": {"id": {"type": "string", "format": "uuid", "readOnly": true},
                "name": {"type": "string", "nullable": true, "maxLength": 9, "pattern": "^a/b$"},
                "size": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string"}], "example": 3},
                "tags": {"type": "object", "additionalProperties": {"type": "string"}},
                "data": {"type": "object"}}}},
              "links": {"type": "object"}, "meta": {"type": "object"}}}}]},
         {"operation_id": "moonActions_postById", "tag": "Moons", "method": "POST", "path": "/v2/moons/{id}/actions",
          "path_params": [{"name": "id", "required": true, "type": "integer", "minimum": 1, "example": 7}],
          "query_params": [], "header_params": [{"name": "X-Sure", "required": true, "type": "boolean"}],
          "deprecated": true, "error_statuses": [401], "pagination": {"paginated": false}, "oauth_scopes": [],
          "request_body": {"content_types": ["application/json"], "required": false, "schema": {
            "discriminator": {"propertyName": "type", "mapping": {"on": "switch", "off": "switch", "grow": "grow"}},
            "anyOf": [
              {"x-variant": "switch", "type": "object", "required": ["type"],
                "properties": {"type": {"type": "string", "enum": ["on", "off", "grow"]}}},
              {"x-variant": "grow", "type": "object", "required": ["type"],
                "properties": {"type": {"type": "string", "enum": ["on", "off", "grow"]},
                  "by": {"type": "number", "default": 1.5}}}]}},
          "success": [{"status": 200, "content_types": ["text/csv"], "schema": {"type": "string"}}]}]
        """

    private static let catalog = """
        group moons
            about ...

        type Moon
            id: uuid readonly -- ...
            name: string? length=..9 pattern=/^a\\/b$/ -- ...
            size: (integer min=1) | string example=3 -- ...
            tags: {string} -- ...
            data: object open -- ...

        type PostActionByIdBody
            one of by type
                on, off: object
                    type*: string in(on, off) example=on -- ...
                grow: object
                    type*: string in(grow) example=grow -- ...
                    by: number default=1.5 -- ...

        parameter id: integer min=1 example=7 -- ...

        operation list
            id moons_list
            GET /v2/moons
            about ...
            scopes moon:read
            pages
            query
                kind*: string in(new, "very full") example=new -- ...
            returns 200 moons
                moons*: [Moon] -- ...
            errors 401 429

        operation post_action_by_id
            id moonActions_postById
            alias moon_actions.post_by_id
            POST /v2/moons/{id}/actions
            about ...
            deprecated
            header
                X-Sure*: boolean -- ...
            body: PostActionByIdBody
            returns 200 as text/csv
            errors 401

        """

    @Test func everyShapeBecomesALineOfTheFormat() throws {
        let text = try Self.imported()
        #expect(text == Self.catalog)
        _ = try Catalog(files: [CatalogFile(group: "moons", text: text)])
    }

    private static func imported() throws -> String {
        let folder = TemporaryFolder()
        let file = folder.write(facts, to: "facts.json")
        let script = #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/scripts/import-catalog"
        let pipe = try #require(popen("/usr/bin/python3 -B '/\(script)' \(file) --tag Moons", "r"))
        defer { pclose(pipe) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { text += buffer[..<count] }
        return String(decoding: text, as: UTF8.self)
    }
}
