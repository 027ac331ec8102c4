extension StatementSheet {
    /// The statement in one of its forms.
    ///
    /// - Parameter xml: the camt.053 that the sheet was read from.
    package func bytes(as format: StatementFile.Format, xml: [UInt8]) -> [UInt8] {
        switch format {
        case .xml: xml
        case .csv: csv()
        case .html: page()
        }
    }
}
