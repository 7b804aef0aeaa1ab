import APIClient
import Catalog
import JSON

/// A look at a resource, or at a list of them, that is under way. Letting go of it cancels it.
final class ResourceReader {
    enum Answer {
        case item(JSONValue)
        case gone
        case items([JSONValue])
        case failed(ClientError)
    }

    private enum Source {
        case item(Ticket)
        case list(PagedCall)
    }

    private let client: APIClient
    private let source: Source
    private var items: [JSONValue] = []
    /// What it waits for.
    private(set) var ticket: Ticket?

    init(reading call: PreparedCall, by client: APIClient) {
        self.client = client
        let ticket = client.start(call)
        source = .item(ticket)
        self.ticket = ticket
    }

    init(listing pages: PagedCall, by client: APIClient) {
        self.client = client
        source = .list(pages)
    }

    deinit { if case .item(let ticket) = source { client.cancel(ticket) } }

    /// The answer; nil while there is something to wait for.
    func take() -> Answer? {
        switch source {
        case .item(let ticket): client.take(ticket).map(answer)
        case .list(let pages): advance(pages)
        }
    }

    private func answer(_ result: Result<APIResponse, ClientError>) -> Answer {
        do throws(ClientError) {
            let response = try result.get()
            let whole = try response.json()
            return .item(response.call.operation?.success.item(of: whole) ?? whole)
        } catch {
            return error.status == 404 ? .gone : .failed(error)
        }
    }

    private func advance(_ pages: PagedCall) -> Answer? {
        do throws(ClientError) {
            while true {
                switch try pages.next() {
                case .waiting(let ticket):
                    self.ticket = ticket
                    return nil
                case .page(let response):
                    let whole = try response.json()
                    let page = response.call.operation?.success.item(of: whole)?.array ?? []
                    let duplicates = try pages.handle(PageContents(itemCount: page.count, answer: whole))
                    items += page.enumerated().filter { !duplicates.contains($0.offset) }.map(\.element)
                case .finished: return .items(items)
                }
            }
        } catch {
            return error.status == 404 ? .gone : .failed(error)
        }
    }
}
