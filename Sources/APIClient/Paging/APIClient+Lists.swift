import Catalog
public import JSON

/// Why a list could not be read to its end.
public struct ListError: Error, CustomStringConvertible {
    public let cause: ClientError
    /// The page that failed, counted from 1.
    public let page: Int
    /// The items of the pages before it, in order.
    public let partial: [JSONValue]

    public var description: String { page == 1 ? cause.description : "\(cause.description) (page \(page) of the list)" }
}

/// A list with all its pages.
public struct CompleteList: Sendable {
    public var items: [JSONValue] = []
    /// What did not fit together though the list was read twice; nil where all is well.
    public var discrepancy: String?
}

extension APIClient {
    /// Sends a list operation and blocks until all its pages are read. A list that changed meanwhile is read once more.
    ///
    /// - Parameters:
    ///   - keys: The fields that tell an item from the others.
    ///   - isCancelled: As in ``send(_:unless:)``.
    /// - Throws: ``ArgumentError`` before anything is sent, ``ListError`` after that.
    public func sendAll(
        _ call: Call, keys: [String] = ["id"], unless isCancelled: () -> Bool = { false }
    ) throws -> CompleteList {
        let pages = try pages(of: call)
        var list = try read(pages, keys: keys, unless: isCancelled)
        if pages.summary.isWorthAnotherReading {
            pages.restart()
            list = try read(pages, keys: keys, unless: isCancelled)
        }
        return list
    }

    private func read(
        _ pages: PagedCall, keys: [String], unless isCancelled: () -> Bool
    ) throws(ListError) -> CompleteList {
        var list = CompleteList()
        do throws(ClientError) {
            while true {
                switch try pages.next() {
                case .waiting(let ticket): try block(until: ticket, of: pages.call, unless: isCancelled)
                case .page(let response):
                    let answer = try response.json()
                    let items = response.call.operation?.success.item(of: answer)?.array ?? []
                    let contents = PageContents(itemCount: items.count, answer: answer)
                    let duplicates = try pages.handle(contents, keys: items.map { $0.key(keys) })
                    list.items += items.enumerated().filter { !duplicates.contains($0.offset) }.map(\.element)
                case .finished:
                    list.discrepancy = pages.summary.discrepancy
                    return list
                }
            }
        } catch {
            throw ListError(cause: error, page: pages.pageNumber, partial: list.items)
        }
    }
}

extension PagesSummary {
    /// Whether a second reading may give what the first did not: an answer of one page is what it is.
    public var isWorthAnotherReading: Bool { pages > 1 && !isConsistent }
}

extension JSONValue {
    /// What tells an item from others by the values of some fields; nil where one is missing.
    fileprivate func key(_ fields: [String]) -> String? {
        var key = ""
        for name in fields {
            switch object?[name] {
            case .string(let text): key += "s\(text.utf8.count):\(text)"
            case .integer(let number): key += "i\(number)"
            default: return nil
            }
        }
        return key.isEmpty ? nil : key
    }
}
