import JSON
import Plans
import Testing

@Suite("Differences of objects")
struct ChangesTests {
    private func texts(_ before: JSONObject, _ after: JSONObject) -> [String] {
        before.changes(to: after).map { change in
            let values = [change.before, change.after].map { value in value.flatMap { try? $0.jsonText } ?? "-" }
            return "\(change.path.joined(separator: ".")): \(values.joined(separator: " > "))"
        }
    }

    @Test func areFoundAsDeepAsBothSidesAreObjects() {
        let before: JSONObject = ["a": 1, "b": ["c": "x", "d": ["e": true]], "f": [1, 2]]
        let after: JSONObject = ["a": 1, "b": ["c": "y", "d": ["e": true, "g": .null, "h": 5]], "f": [1, 3]]
        #expect(texts(before, after) == ["b.c: \"x\" > \"y\"", "b.d.h: - > 5", "f: [1,2] > [1,3]"])
    }

    @Test func whatMeansTheSameIsNoDifference() {
        #expect(texts(["a": 1, "b": .null, "c": []], ["a": 1.0, "c": [:]]) == [])
        #expect(texts(["a": ["b": .null]], ["a": [:]]) == [])
        #expect(texts(["a": [["x": 1, "y": 2]]], ["a": [["y": 2, "x": 1.0]]]) == [])
    }

    @Test func membersThatComeAndGoAreDifferences() {
        #expect(texts(["a": 1], ["b": 1]) == ["a: 1 > -", "b: - > 1"])
        #expect(texts(["a": .null], ["a": ["b": 1]]) == ["a: null > {\"b\":1}"])
    }

    @Test func aPatchMergesObjectsReplacesListsAndRemovesByNull() {
        let value: JSONObject = ["a": ["b": 1, "c": [1, 2]], "d": "x"]
        let patch: JSONObject = ["a": ["b": .null, "c": [3], "e": ["f": .null, "g": 1]], "h": true]
        #expect(value.merging(patch: patch) == ["a": ["c": [3], "e": ["g": 1]], "d": "x", "h": true])
    }

    @Test func aReferenceInAPatchIsAValue() {
        let reference = StepReference(step: 2, path: ["id"]).jsonValue
        #expect((["vpc": ["id": 1]] as JSONObject).merging(patch: ["vpc": reference])["vpc"] == reference)
    }
}
