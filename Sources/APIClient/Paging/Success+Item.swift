public import Catalog
public import JSON

extension Operation.Success {
    /// The member of an answer that is the result: the first of ``roots`` that is there and not null, or the whole answer
    /// where there are no roots. Nil where all are missing.
    public func item(of answer: JSONValue) -> JSONValue? {
        guard !roots.isEmpty else { return answer }
        for root in roots {
            if let value = answer.object?[root], !value.isNull { return value }
        }
        return nil
    }
}
