// Made by Tools/xsdc; not to be edited.

/// The built tables of all messages, base 64.
enum SchemaTables {
    /// By message, in order.
    static let all: [(message: StaticString, table: StaticString)] = [
        ("camt.029.001.09", camt02900109),
        ("camt.052.001.08", camt05200108),
        ("camt.053.001.02", camt05300102),
        ("camt.053.001.08", camt05300108),
        ("camt.054.001.02", camt05400102),
        ("camt.054.001.08", camt05400108),
        ("camt.056.001.08", camt05600108),
        ("camt.060.001.04", camt06000104),
        ("head.001.001.02", head00100102),
        ("pacs.002.001.10", pacs00200110),
        ("pacs.004.001.09", pacs00400109),
        ("pacs.008.001.08", pacs00800108),
        ("pacs.028.001.03", pacs02800103),
        ("pain.001.001.03", pain00100103),
        ("pain.001.001.09", pain00100109),
        ("pain.001.001.11", pain00100111),
        ("pain.002.001.03", pain00200103),
        ("pain.002.001.10", pain00200110),
        ("pain.002.001.12", pain00200112),
    ]
}
