package import HTTPAPI

/// The console's pages, as routes of the one table.
package enum Console {
    package static let routes: [Route] = []
}
