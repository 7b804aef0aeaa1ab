import Catalog
import JSON
import Testing

@Suite("Types of other groups")
struct ForeignTypeTests {
    private func catalog(_ groups: [(name: String, lines: String)]) throws -> Catalog {
        try Catalog(
            files: groups.map { name, lines in
                CatalogFile(group: name, text: "group \(name)\n    about A group.\n" + lines)
            })
    }

    private func mistake(_ groups: [(name: String, lines: String)]) -> String? {
        do {
            _ = try catalog(groups)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static let moons = """
        type Moon
            planet: planets.Planet
            craters: [Crater]
            history: {(Crater | planets.Planet)?}
        type Crater
            width: integer
        """

    private static let planets = """
        resource planet
            type Planet
            also NewPlanet
            about A planet.
            label name
        type Planet
            name: string example=Mars
            moons: [moons.Moon]
            star: stars.Star
        type NewPlanet
            include Planet
            token: string
        type Unused
            of: stars.Unused
        """

    private static let stars = "type Star\n    name: string\ntype Unused\n    name: string"

    private var catalog: Catalog {
        get throws { try catalog([("moons", Self.moons), ("planets", Self.planets), ("stars", Self.stars)]) }
    }

    @Test func areCopiedWithAllTheyMention() throws {
        let moons = try #require(try catalog.group("moons"))
        #expect(moons.types.keys.sorted() == ["Crater", "Moon", "planets.Planet", "stars.Star"])
        #expect(moons.schema(at: "planet.star.name", of: Schema(.reference("Moon")))?.shape == .string)
        let fields = moons.fields(of: Schema(.reference("planets.Planet")))
        #expect(
            fields?.map(\.schema.shape) == [.string, .array(Schema(.reference("Moon"))), .reference("stars.Star")])
    }

    @Test func haveTheNamesOfTheGroupThatMentionsThem() throws {
        let planets = try #require(try catalog.group("planets"))
        #expect(
            planets.types.keys.sorted() == [
                "NewPlanet", "Planet", "Unused", "moons.Crater", "moons.Moon", "stars.Star", "stars.Unused"
            ])
        let fields = planets.fields(of: Schema(.reference("moons.Moon")))
        #expect(fields?.map(\.schema.kind) == ["Planet", "list of moons.Crater", "object of moons.Crater or Planet"])
    }

    @Test func haveTheirOwnGroupsResource() throws {
        let moons = try #require(try catalog.group("moons"))
        #expect(moons.resource(ofType: "planets.Planet")?.qualifiedName == "planets.planet")
        #expect(moons.resource(ofType: "stars.Star") == nil)
        #expect(moons.resource(ofType: "Planet") == nil)
        let names = try catalog([
            ("moons", Self.moons), ("planets", Self.planets), ("stars", Self.stars),
            ("ships", "type Ship\n    home: planets.NewPlanet")
        ])
        #expect(names.group("ships")?.resource(ofType: "planets.NewPlanet")?.qualifiedName == "planets.planet")
    }

    @Test func canBeIncluded() throws {
        let group = try #require(
            try catalog([
                ("sun", "type Sun\n    size: integer\n    include planets.NewPlanet"),
                ("moons", Self.moons), ("planets", Self.planets), ("stars", Self.stars)
            ]).group("sun"))
        #expect(group.fields(of: Schema(.reference("Sun")))?.map(\.name) == ["size", "name", "moons", "star", "token"])
        #expect(group.schema(at: "moons", of: Schema(.reference("Sun")))?.kind == "list of moons.Moon")
        #expect(group.type(named: "moons.Moon") != nil)
    }

    @Test func canBeTheTypeOfAResourceAndOfAnAnswer() throws {
        let lines = """
            resource light
                type stars.Star
                about A light.
                label name
            operation get
                id get
                GET /sun
                about Reads.
                returns 200: stars.Star
            """
        let group = try #require(try catalog([("sun", lines), ("stars", Self.stars)]).group("sun"))
        let operation = try #require(group.operation(named: "get"))
        #expect(group.resource(ofType: "stars.Star")?.qualifiedName == "sun.light")
        #expect(group.exampleAnswer(of: operation) == ["name": "example"])
    }

    @Test func ownGroupMayStandBeforeAType() throws {
        let group = try #require(
            try catalog([("sun", "type A\n    b: sun.B\ntype B\n    include sun.C\ntype C\n    a: [sun.A]")]).group(
                "sun"))
        #expect(group.types.keys.sorted() == ["A", "B", "C"])
        #expect(group.fields(of: Schema(.reference("B")))?.map(\.schema.kind) == ["list of A"])
    }

    @Test(arguments: [
        (
            "a: string\n    b: planet.Planet",
            "sun.catalog:5: unknown group 'planet' in the type 'planet.Planet'; did you mean 'planets'?"
        ),
        ("b: planets.Plant", "sun.catalog:4: unknown type 'planets.Plant'; did you mean 'planets.Planet'?"),
        ("include planets.Plant", "sun.catalog:4: unknown type 'planets.Plant'; did you mean 'planets.Planet'?"),
        ("b: planets.planet", "sun.catalog:4: unknown type 'planets.planet'"),
        ("b: planets.", "sun.catalog:4: unknown type 'planets.'"),
        ("b: sun.Moon", "sun.catalog:4: unknown type 'Moon'"),
        ("include planets.Size", "sun.catalog:4: only an object type can be included, and 'planets.Size' is none"),
        (
            "include planets.Ring",
            "sun.catalog:4: the include never ends: planets.Ring includes sun.Sun includes planets.Ring"
        ),
        ("b: planets.Wrong", "planets.catalog:10: unknown type 'sun.Moon'"),
        ("b: planets.Torn", "planets.catalog:12: unknown type 'Trn'; did you mean 'Torn'?"),
        ("b: planets.Same", "planets.catalog:13: the type 'Same' is itself")
    ])
    func mistakesAreReportedWhereTheyAre(_ line: String, _ message: String) {
        let planets = """
            type Planet
                name: string
            type Size
                is integer
            type Ring
                include sun.Sun
            type Wrong
                moon: sun.Moon
            type Torn
                torn: Trn
            type Same
                is planets.Same
            """
        #expect(mistake([("sun", "type Sun\n    " + line), ("planets", planets)]) == message)
    }
}
