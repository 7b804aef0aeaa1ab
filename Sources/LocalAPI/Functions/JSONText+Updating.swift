import Cron
import JSON

extension JSONText {
    /// The object with other values for some members, and the time in `updated_at`.
    ///
    /// - Throws: `JSONError` where the stored text is damaged.
    func replacing(_ changes: JSONObject, at now: Int64) throws(JSONError) -> JSONText {
        guard var object = try JSONValue(parsing: bytes).object else {
            throw JSONError(reason: "expected a stored object")
        }
        for change in changes.members { object[change.name] = change.value }
        object["updated_at"] = .string(UTCTime(unixSeconds: now).description)
        return JSONText(try JSONValue.object(object).serialized())
    }
}
