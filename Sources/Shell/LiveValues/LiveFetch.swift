internal import APIClient
internal import Catalog
internal import JSON

/// A list that is being read for completion, page by page.
final class LiveFetch {
    /// How a fetch ends.
    enum Outcome {
        case contents(LiveCache.Contents)
        /// Why it failed, in words that complete `droplets: `.
        case failure(String)
    }

    /// More than these help nobody to choose.
    static let valueCount = 500
    /// How long one fetch may take.
    static let timeLimit = Duration.seconds(3)

    let list: LiveList
    let deadline: ContinuousClock.Instant
    private let pages: PagedCall
    private let reader: LiveValueReader
    private var values: [LiveValue] = []
    private var total: Int?

    /// Sends nothing yet.
    ///
    /// - Throws: `ArgumentError` where the call around the cursor has values that the list cannot be asked for.
    init(_ list: LiveList, by client: APIClient) throws(ArgumentError) {
        self.list = list
        pages = try client.pages(of: list.call, mode: .stream)
        reader = LiveValueReader(list)
        deadline = client.now + Self.timeLimit
    }

    /// Reads what has come; nil while more is on its way.
    func step(now: ContinuousClock.Instant) -> Outcome? {
        do throws(ClientError) {
            while true {
                switch try pages.next() {
                case .waiting:
                    guard now >= deadline else { return nil }
                    pages.cancel()
                    return .failure(ClientError.lateText)
                case .page(let response):
                    if try add(response) { return .contents(contents(isCut: true)) }
                case .finished: return .contents(contents(isCut: false))
                }
            }
        } catch {
            return .failure(error.shortText)
        }
    }

    func cancel() { pages.cancel() }

    /// Takes the items of a page; true where there are enough.
    private func add(_ response: APIResponse) throws(ClientError) -> Bool {
        let answer = try response.json()
        let items = list.operation.success.item(of: answer)?.array ?? []
        let contents = PageContents(itemCount: items.count, answer: answer)
        total = contents.total ?? total
        let room = Self.valueCount - values.count
        values += items.prefix(room).compactMap(reader.value)
        _ = try pages.handle(contents)
        guard items.count > room || items.count == room && contents.next != nil else { return false }
        pages.cancel()
        return true
    }

    private func contents(isCut: Bool) -> LiveCache.Contents {
        LiveCache.Contents(values: values, total: total, isCut: isCut)
    }
}

extension ClientError {
    fileprivate static let lateText = "no answer within \(LiveFetch.timeLimit.components.seconds) seconds"

    /// In a few words: no more is said of a request that nobody asked for.
    fileprivate var shortText: String {
        switch kind {
        case .api: "\(status.map(String.init) ?? "") \(id)".trimmed
        case .transport(.timeout), .transport(.stalled), .transport(.connectTimeout): Self.lateText
        case .transport: "no connection"
        case .redirect, .unreadable: "an answer that cannot be read"
        case .refused, .cancelled: TerminalText.visible(message)
        }
    }
}
