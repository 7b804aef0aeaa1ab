/// First in, first out, without moving the rest at each removal.
struct ReadyQueue {
    private var items: [Coroutine] = []
    private var head = 0

    var isEmpty: Bool { head == items.count }
    var count: Int { items.count - head }

    mutating func append(_ coroutine: Coroutine) {
        items.append(coroutine)
    }

    mutating func pop() -> Coroutine? {
        guard head < items.count else { return nil }
        defer {
            head += 1
            if head == items.count {
                items.removeAll(keepingCapacity: true)
                head = 0
            }
        }
        return items[head]
    }
}
