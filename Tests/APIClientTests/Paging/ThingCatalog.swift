import APIClient
import Catalog
import JSON
import Testing

/// A call of a list that comes in pages.
func thingList(_ arguments: JSONObject = [:]) throws -> Call {
    let catalog = try Catalog(files: [CatalogFile(group: "things", text: thingsText)])
    let group = try #require(catalog.group("things"))
    return Call(try #require(catalog.operation("things.list")), of: group, arguments: arguments)
}

private let thingsText = """
    group things
        about Things for tests.

    operation list
        id things_list
        GET /v2/things
        about Lists things.
        returns 200 things
            things*: [object open]
        errors 401
        pages
    """
