import APIClient
import TestSupport
import Testing

/// Events in, decisions out.
struct PageSequenceTests {
    /// What a sequence asks for now.
    private func requests(_ sequence: inout PageSequence) -> [PagePosition] {
        var positions: [PagePosition] = []
        while let position = sequence.request() { positions.append(position) }
        return positions
    }

    private func page(_ count: Int, of total: Int? = nil, next: String? = nil, last: String? = nil) -> PageContents {
        PageContents(itemCount: count, total: total, next: next, last: last)
    }

    @Test func asksForOnePageFirst() throws {
        var sequence = PageSequence()
        #expect(requests(&sequence) == [.first])
        #expect(requests(&sequence) == [])
        #expect(try sequence.handle(page(3, of: 3), newItemCount: 3))
        #expect(requests(&sequence) == [])
        #expect(sequence.summary.isConsistent)
    }

    @Test func asksForAWindowOfPagesOnceTheTotalIsKnown() throws {
        var sequence = PageSequence(limits: .init(window: 3, pages: 100))
        _ = requests(&sequence)
        #expect(try !sequence.handle(page(10, of: 45, next: "/?page=2"), newItemCount: 10))
        #expect(requests(&sequence) == [.number(2), .number(3), .number(4)])
        #expect(try !sequence.handle(page(10, of: 45, next: "/?page=3"), newItemCount: 10))
        #expect(requests(&sequence) == [.number(5)])
        for next in 4...5 {
            #expect(try !sequence.handle(page(10, of: 45, next: "/?page=\(next)"), newItemCount: 10))
            #expect(requests(&sequence) == [])
        }
        #expect(try sequence.handle(page(5, of: 45), newItemCount: 5))
        #expect(sequence.summary.isConsistent)
    }

    @Test func followsAListThatHasGrown() throws {
        var sequence = PageSequence()
        _ = requests(&sequence)
        _ = try sequence.handle(page(10, of: 20, next: "/?page=2"), newItemCount: 10)
        #expect(requests(&sequence) == [.number(2)])
        _ = try sequence.handle(page(10, of: 21, next: "/?page=3"), newItemCount: 10)
        #expect(requests(&sequence) == [.number(3)])
        #expect(try sequence.handle(page(1, of: 21), newItemCount: 1))
        #expect(
            sequence.summary.discrepancy
                == "the list changed while it was read: it has 21 items now, and had 20 at first")
    }

    @Test func endsAListThatHasShrunk() throws {
        var sequence = PageSequence()
        _ = requests(&sequence)
        _ = try sequence.handle(page(10, of: 50, next: "/?page=2"), newItemCount: 10)
        #expect(requests(&sequence).count == 4)
        #expect(try sequence.handle(page(3, of: 13), newItemCount: 3))
        #expect(requests(&sequence) == [])
    }

    @Test func aStreamAsksForOnePageAhead() throws {
        var sequence = PageSequence(limits: .stream)
        _ = requests(&sequence)
        _ = try sequence.handle(page(10, of: 500, next: "/?page=2"), newItemCount: 10)
        #expect(requests(&sequence) == [.number(2)])
    }

    @Test(arguments: [
        "?page=2&per_page=5", "https://other.example/?per_page=5&page=2#top", "", "?page=7", "?page=x",
        "\u{0}%zz?page=%FF"
    ])
    func usesOnlyWhetherThereIsANextPage(next: String) throws {
        var sequence = PageSequence()
        _ = requests(&sequence)
        _ = try sequence.handle(page(10, next: next), newItemCount: 10)
        #expect(requests(&sequence) == [.number(2)])
    }

    @Test(arguments: ["?page=1", "?page=0", "?page=-3"]) func refusesToGoBack(next: String) throws {
        var sequence = PageSequence()
        _ = requests(&sequence)
        #expect(throws: PageSequence.Problem.self) { try sequence.handle(page(10, next: next), newItemCount: 10) }
    }

    @Test func followsTokensAndRefusesKnownOnes() throws {
        var sequence = PageSequence(tokenParameter: "token")
        #expect(requests(&sequence) == [.first])
        _ = try sequence.handle(page(1, of: 900, next: "?page=2&token=a%2Fb"), newItemCount: 1)
        #expect(requests(&sequence) == [.token(parameter: "token", value: "a/b")])
        _ = try sequence.handle(page(0, next: "?token=c"), newItemCount: 0)
        #expect(requests(&sequence) == [.token(parameter: "token", value: "c")])
        #expect(throws: PageSequence.Problem.repeatedPage) {
            try sequence.handle(page(1, next: "?token=a%2Fb"), newItemCount: 1)
        }
    }

    @Test func emptyPagesOfTokensEnd() throws {
        var sequence = PageSequence(tokenParameter: "token")
        var count = 0
        #expect(throws: PageSequence.Problem.repeatedPage) {
            while true {
                count += requests(&sequence).count
                _ = try sequence.handle(page(0, next: "?token=\(count)"), newItemCount: 0)
            }
        }
        #expect(count == 11)
    }

    /// Whatever a server says, a list ends, and asks for no more than a window of pages beyond the last it gave.
    @Test func anyAnswersMakeBoundedWork() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let limits = PageSequence.Limits(window: .random(in: 1...8, using: &generator), pages: 50)
            var sequence = PageSequence(
                tokenParameter: Bool.random(using: &generator) ? "token" : nil, limits: limits)
            var (asked, given) = (0, 0)
            do throws(PageSequence.Problem) {
                while true {
                    asked += requests(&sequence).count
                    guard asked > given else { break }
                    given += 1
                    let count = Int.random(in: 0...3, using: &generator)
                    let numbers = [nil, 0, 1, 5, 1_000_000_000, Int.max, Int.min]
                    let next =
                        "?page=\(given + Int.random(in: 0...2, using: &generator))&token=\(Int.random(in: 0...40, using: &generator))"
                    let contents = page(
                        count, of: numbers.randomElement(using: &generator) ?? nil,
                        next: Int.random(in: 0..<20, using: &generator) > 0 ? next : nil, last: "?page=\(Int.max)")
                    if try sequence.handle(contents, newItemCount: Int.random(in: 0...count, using: &generator)) {
                        break
                    }
                }
            } catch {}
            #expect(asked <= given + limits.window)
            #expect(given <= limits.pages)
            _ = sequence.summary.discrepancy
        }
    }
}
