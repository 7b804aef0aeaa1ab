import Catalog
import Testing

@Suite("What must fit together in a catalog")
struct FittingTests {
    private func mistake(in text: String) -> String? {
        do throws(CatalogError) {
            _ = try Catalog(files: [CatalogFile(group: "moon", text: text)])
            return nil
        } catch {
            return error.description
        }
    }

    // MARK: Resources

    /// A resource with one line more, which is the seventh.
    private func resource(_ line: String) -> String {
        """
        group moon
            about The moon.
        resource moon
            type Moon
            about A moon.
            key moon_id = id
            \(line)
        type Moon
            id: integer
            status: string in(new, active, torn)
            place: string
        parameter moon_id: integer
        parameter planet: string
        operation list
            id list
            GET /{planet}/moons
            about Lists.
            returns 200 moons
                moons: [Moon]
        operation get
            id get
            GET /moons/{moon_id}
            about Gets.
            returns 200 moon
                moon: Moon
        operation erase
            id erase
            DELETE /{planet}/moons
            about Deletes.
            returns 204
        operation touch
            id touch
            PUT /moons/{moon_id}/touch
            about Touches.
            returns 204
        operation act
            id act
            POST /moons/{moon_id}
            about Acts.
            query
                force: boolean
            body: Action
            returns 204
        type Action
            one of by type
                on: object
                    type*: string in(on)
                resize: object
                    type*: string in(resize)
                    size*: string as extent
                    width: integer
        """
    }

    @Test(arguments: [
        "key planet = @planet", "key size = place", "list list", "get get", "method on = act type=on force=true",
        "method grow = act width=5",
        "method grow = act type=resize size=2", "method grow = act type=resize extent=2",
        "wait status ready active failed torn", "wait place ready here"
    ])
    func resourceFitsItsOperations(_ line: String) {
        #expect(mistake(in: resource(line)) == nil)
    }

    @Test(arguments: [
        (
            "key plant = id",
            "no operation has an argument for the key 'plant' of the resource 'moon'; did you mean 'planet'?"
        ),
        ("key planet = @plant", "no operation has the argument 'plant'; did you mean 'planet'?"),
        ("get list", "'moon.list' needs 'planet', which is no key of the resource 'moon'"),
        ("create get", "'moon.get' is a GET, not a POST or a PUT"),
        ("update get", "'moon.get' is a GET, not a PUT or a PATCH or a POST"),
        ("update act erase", "'moon.erase' is a DELETE, not a PUT or a PATCH or a POST"),
        ("update touch", "'moon.touch' has no body"),
        ("delete act", "'moon.act' is a POST, not a DELETE"),
        ("delete erase", "'moon.erase' needs 'planet', which is no key of the resource 'moon'"),
        ("list get", "'moon.get' returns no list"),
        ("list act", "'moon.act' returns no list"),
        ("method each_moon = each get", "'moon.get' returns no list"),
        ("method all = list", "the path of 'moon.list' has no key of the resource 'moon'"),
        ("method on = act typ=on", "'moon.act' has no argument 'typ'; did you mean 'type'?"),
        ("method on = act type=no", "'type' of 'moon.act' is never 'no'; did you mean 'on'?"),
        ("method on = act type=on force=yes", "'force' of 'moon.act' is never 'yes'"),
        ("method on = act type=resize width=wide", "'width' of 'moon.act' is never 'wide'"),
        ("wait status ready activ", "'status' is never 'activ'; did you mean 'active'?"),
        ("wait id ready done", "'id' is never 'done'"),
        ("wait status ready active failed torn active", "'active' is both ready and failed")
    ])
    func resourceThatDoesNotFitIsAMistake(_ line: String, _ reason: String) {
        #expect(mistake(in: resource(line)) == "moon.catalog:7: " + reason)
    }

    // MARK: Arguments

    /// An operation with these lines more; its route is in the fourth line.
    private func operation(_ lines: String) -> String {
        """
        group moon
            about The moon.
        operation act
            POST /moons
            id act
            about Acts.
            returns 204
            \(lines)
        """
    }

    @Test(arguments: [
        ("header\n        X-A: string\n        X_A: string", "the arguments 'X-A' and 'X_A' are both 'X_A'"),
        (
            "query\n        end: string\n    header\n        end_: string",
            "the arguments 'end' and 'end_' are both 'end_'"
        ),
        ("query\n        a: string\n        b: string as a", "the arguments 'a' and 'b' are both 'a'"),
        ("query\n        a: string\n    body\n        b: string as a", "the arguments 'a' and 'b' are both 'a'"),
        ("body\n        a.b: string\n        a-b: string", "the arguments 'a.b' and 'a-b' are both 'a_b'"),
        ("query\n        a: string\n    body\n        a*: string", "two arguments are 'a'")
    ])
    func argumentsWithOneNameInLuaAreAMistake(_ lines: String, _ reason: String) {
        let ending = " in Lua: give one of them another name with 'as'"
        #expect(mistake(in: operation(lines)) == "moon.catalog:4: " + reason + ending)
    }

    @Test(arguments: [
        "query\n        a: string\n    body\n        a*: string as b",
        "query\n        a: string\n    body\n        a: string", "header\n        X-A: string\n        X_A: string as a"
    ])
    func argumentsMayShareANameOnTheWire(_ lines: String) {
        #expect(mistake(in: operation(lines)) == nil)
    }
}
