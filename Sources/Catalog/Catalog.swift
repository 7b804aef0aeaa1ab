/// The one list of endpoints: groups of operations, read from catalog files.
///
/// The names of the groups are known at once; a group's file is read on first use. Safe to use from any thread.
public final class Catalog: Sendable {
    package init() {}
}
