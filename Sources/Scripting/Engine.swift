public import APIClient
public import Catalog
public import Lua
public import Plans

/// A Lua interpreter in which every operation of the catalog is a function.
///
/// It lives on the thread that makes it. A program adds functions of its own through ``interpreter``, then runs chunks:
///
/// ```swift
/// let engine = try Engine { client }
/// try engine.run("return functions.list_namespaces()", named: "=example")
/// ```
public final class Engine {
    public let interpreter: Interpreter
    public let catalog: Catalog
    let groups = GroupTables()
    let objects = ObjectTables()
    let connection: Connection
    let places: ArgumentPlaces
    let shapes: AnswerShapes
    let tasks: TaskTable
    let applicationFunctions = ApplicationFunctions()
    /// Drafts, plans, and what stands for results of planned steps.
    private(set) lazy var planning = Planning(self)
    var planned: PlannedTables { planning.tables }
    /// The class of what ends a stream of items; nil before the first.
    var streamClass: ObjectClass<ItemStream>?

    /// Makes an interpreter with the API's modules.
    ///
    /// - Parameters:
    ///   - configuration: The interpreter's libraries and limits.
    ///   - catalog: The endpoints to offer.
    ///   - connect: Makes the client; called at the first call of an operation, so that a program that makes none pays
    ///     nothing. What it throws becomes the error of that call.
    /// - Throws: ``Lua/LuaError`` where there is not the memory for it.
    public init(
        _ configuration: Interpreter.Configuration = Interpreter.Configuration(), catalog: Catalog = .standard,
        connect: @escaping () throws -> APIClient
    ) throws(LuaError) {
        self.catalog = catalog
        connection = Connection(connect)
        places = ArgumentPlaces(catalog)
        shapes = AnswerShapes(catalog)
        interpreter = try Interpreter(configuration, completions: connection)
        tasks = TaskTable(on: interpreter.stack)
        connection.willUse = { [unowned self] client in client.dryRunSource = { [weak self] in self?.scopedDryRun } }
        try installModules()
    }

    /// The client of this engine; connects if that has not happened yet.
    public func client() throws -> APIClient { try connection.client() }

    /// Lets the next call make a client anew, as for another context. The one before must have been told to end its calls
    /// (``APIClient/APIClient/cancelAll(saying:)``); resources that it got are refused from then on.
    public func reconnect() { connection.reconnect() }

    /// Gets what a caller should know about a call though it is no mistake: `functions.x: ignored id: only the server
    /// sets it`.
    public var noteHandler: ((String) -> Void)?

    /// Gets every request that `dry_run` shows instead of sending it.
    public var dryRunHandler: ((DryRequest) -> Void)?

    /// Gets told when a call, a list or a wait begins, how far it is, and when it is over. It must not run Lua code.
    public var progressHandler: ((Progress) -> Void)?
    /// Numbers what is reported.
    var lastActivity = 0

    /// Gets told when a task of `async` has ended. It must not run Lua code.
    public var taskHandler: ((AsyncTask) -> Void)?

    /// Called each time before the engine waits for the API; returns when it is to be called again if nothing happens
    /// before, by the machine's clock. It must not run Lua code.
    public var waitHandler: (() -> ContinuousClock.Instant?)? {
        get { connection.waitHandler }
        set { connection.waitHandler = newValue }
    }

    /// Tells for whom plans are made, without connecting; nil: nobody knows.
    public var planTarget: (() -> PlanTarget?)?
    /// Where the journals of runs are; nil keeps none.
    public var journalFolder: JournalFolder?
    /// Shows a plan to a person: `p:show()`. It must not run Lua code.
    public var planPrinter: ((Plan, PlanOccasion) -> Void)?
    /// How many runs of plans did only a part of what they were to do.
    public internal(set) var partialRunCount = 0

    /// How many items of `parallel` and steps of a plan are under way at most, where a call does not say; from 1 to 256.
    public var concurrency = 16

    /// Whether every answer is held against the catalog and differences are told to ``noteHandler``: `api.strict`.
    public var isStrict = false

    /// What the API answered last; nil before the first call.
    public internal(set) var lastCall: CompletedCall?

    private func installModules() throws(LuaError) {
        let stack = interpreter.stack
        groups.install(in: self, on: stack)
        installJSON(on: stack)
        installTables(on: stack)
        installResponses(on: stack)
        installAPI(on: stack)
        installWaiting(on: stack)
        installSaving(on: stack)
        try installTasks(on: stack)
        try installDryRun(on: stack)
        installPlans(on: stack)
        installJournals(on: stack)
        installCron(on: stack)
    }
}

/// Why a plan is shown.
public enum PlanOccasion: Sendable {
    /// Somebody asked for it.
    case asked
    /// A question about it follows, and nobody has seen it yet.
    case question
}
