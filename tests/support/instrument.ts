/** A text that any importer understands: small, with a chapter, two articles and points. */
export const SMALL_TREATY = `Convention on Testing

Chapter I
General provisions

Article 1
Purposes

1. The purposes of this Convention are:
(a) To test;
(b) To test again.

2. Each State Party shall report its failures.

Article 2
Use of terms

For the purposes of this Convention, “test” shall mean what it says.
`
