import Catalog
import JSON

/// A list operation read page by page. It starts requests and tells their order; whoever drives it reads the answers.
///
///     let pages = try client.pages(of: call)
///     while true {
///         switch try pages.next() {
///         case .waiting(let ticket): // until the client has finished this call
///         case .page(let response): // read it, then say what it holds: pages.handle(contents, keys: keys)
///         case .finished: return
///         }
///     }
///
/// Lives on the client's thread. Letting go of it cancels what is under way.
public final class PagedCall {
    public enum Step {
        /// There is nothing to do before the client has a result for this call, which must not be taken from it.
        case waiting(Ticket)
        /// The next page in the order of the list; ``PagedCall/handle(_:keys:)`` has to follow before the next step.
        case page(APIResponse)
        case finished
    }

    /// How many pages are under way, and what is remembered of those that were read.
    public enum Mode: Sendable {
        /// Up to eight pages at once; duplicates are found in the whole list.
        case list
        /// One page ahead of the consumer, in constant memory; duplicates are found on neighboring pages.
        case stream
    }

    /// The call for the first page.
    public let call: PreparedCall
    private let client: APIClient
    private let mode: Mode
    private var sequence: PageSequence
    private var underWay: [Ticket] = []
    private var pageBeingRead: APIResponse?
    private var knownKeys: Set<String> = []
    private var knownBodies: Set<Int> = []
    private var isOver = false
    private var failedPage: Int?

    init(_ call: PreparedCall, of client: APIClient, mode: Mode) {
        self.call = call
        self.client = client
        self.mode = mode
        sequence = Self.sequence(for: call, mode)
    }

    deinit { cancelRequests() }

    private static func sequence(for call: PreparedCall, _ mode: Mode) -> PageSequence {
        var parameter: String?
        if case .token(let name)? = call.operation?.pagination { parameter = name }
        return PageSequence(tokenParameter: parameter, limits: mode == .list ? .list : .stream)
    }

    /// What was read so far.
    public var summary: PagesSummary { sequence.summary }

    /// The page that comes next, or that failed, counted from 1.
    public var pageNumber: Int { failedPage ?? sequence.pageNumber }

    /// Starts what requests it may and tells what comes next.
    ///
    /// - Throws: ``ClientError`` of the first page that failed; then the call is over.
    public func next() throws(ClientError) -> Step {
        precondition(pageBeingRead == nil, "handle(_:keys:) was not called for the page before")
        guard !isOver else { return .finished }
        startRequests()
        guard let ticket = underWay.first else { return .finished }
        guard let result = client.take(ticket) else { return .waiting(ticket) }
        underWay.removeFirst()
        do {
            let response = try result.get()
            pageBeingRead = response
            return .page(response)
        } catch {
            cancel()
            throw error
        }
    }

    /// Starts what requests it may, so that pages arrive while others are consumed. ``next()`` does it, too.
    public func startRequests() {
        guard !isOver else { return }
        while let position = sequence.request() { underWay.append(client.start(call.asking(for: position))) }
    }

    /// Takes note of the page that ``next()`` gave.
    ///
    /// - Parameters:
    ///   - keys: What tells each item from the others, nil where nothing does. They may be left away for a page that is the
    ///     first and the last.
    /// - Returns: The indices of items that came before and are to be left out.
    /// - Throws: ``ClientError`` of kind `unreadable` for a list that has no end; then the call is over.
    public func handle(_ contents: PageContents, keys: [String?] = []) throws(ClientError) -> Set<Int> {
        guard let response = pageBeingRead.take() else { preconditionFailure("next() gave no page") }
        let number = pageNumber
        let isAlone = summary.pages == 0 && contents.next == nil
        let duplicates = isAlone ? [] : duplicates(keys)
        do throws(PageSequence.Problem) {
            if !isAlone { try checkBody(of: response, contents) }
            if try sequence.handle(contents, newItemCount: contents.itemCount - duplicates.count) { cancel() }
        } catch {
            cancel()
            failedPage = number
            throw response.endless(page: number, error)
        }
        return duplicates
    }

    private func duplicates(_ keys: [String?]) -> Set<Int> {
        let former = mode == .stream ? knownKeys : []
        if mode == .stream { knownKeys = [] }
        var duplicates: Set<Int> = []
        for (index, key) in keys.enumerated() {
            guard let key else { continue }
            if !knownKeys.insert(key).inserted || former.contains(key) { duplicates.insert(index) }
        }
        return duplicates
    }

    /// A server that does not know pages sends one and the same for ever, also where its items have no keys.
    private func checkBody(of response: APIResponse, _ contents: PageContents) throws(PageSequence.Problem) {
        let isNew = knownBodies.insert(response.body.hashValue).inserted
        if !isNew, contents.itemCount > 0, contents.next != nil { throw .repeatedPage }
    }

    /// Reads the list once more, from its first page.
    public func restart() {
        cancelRequests()
        sequence = Self.sequence(for: call, mode)
        (knownKeys, knownBodies) = ([], [])
        (pageBeingRead, isOver, failedPage) = (nil, false, nil)
    }

    /// Ends the call and drops what is under way.
    public func cancel() {
        isOver = true
        pageBeingRead = nil
        cancelRequests()
    }

    private func cancelRequests() {
        for ticket in underWay { client.cancel(ticket) }
        underWay = []
    }
}

extension APIClient {
    /// Prepares to read all pages of a list; sends nothing.
    ///
    /// Pages are as long as the operation allows unless the arguments name a `per_page`.
    ///
    /// - Throws: ``ArgumentError``, as ``prepare(_:)``.
    public func pages(of call: Call, mode: PagedCall.Mode = .list) throws(ArgumentError) -> PagedCall {
        var call = call
        let size = call.operation.queryParameters.first { $0.name == Call.pageSizeName }
        if call.arguments[Call.pageSizeName] == nil, size != nil || call.operation.pagination != nil {
            call.arguments[Call.pageSizeName] = .integer(Int64(size?.schema.maximum ?? 200))
        }
        return PagedCall(try prepare(call), of: self, mode: mode)
    }
}

extension APIResponse {
    fileprivate func endless(page: Int, _ problem: PageSequence.Problem) -> ClientError {
        var error = ClientError(.unreadable, call: call)
        error.status = status
        error.message = "page \(page) of the list is wrong: \(problem)"
        error.requestID = requestID
        error.attempts = attempts
        return error
    }
}
