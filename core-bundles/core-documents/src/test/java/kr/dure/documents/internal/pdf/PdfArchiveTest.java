package kr.dure.documents.internal.pdf;

import static kr.dure.documents.internal.pdf.Pdfs.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfDocument.Pages;
import kr.dure.document.PdfDocument.Stamp;
import kr.dure.document.Resources;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What is to be kept, judged by veraPDF. */
class PdfArchiveTest {
    private static final Resources SEAL = Pdfs.resources("seal.svg", Samples.SEAL);

    @Test
    void documentsToBeKeptArePdfA2b() throws Exception {
        for (PdfDocument document : List.of(
                PdfDocument.of(Samples.invoice()).titled("청구서").withHeader("두레").withFooter("문의"),
                PdfDocument.of(Samples.table(60)).unnumbered(),
                PdfDocument.of(Samples.approval())
                        .titled("품의서")
                        .withWatermark("사본")
                        .withStamp(new Stamp("seal.svg", 160, 250, 25, Pages.EVERY)))) {
            ValidationResult result = validate(render(document.archival().withResources(SEAL)));
            assertThat(result.getTestAssertions().stream()
                            .filter(assertion -> assertion.getStatus() != TestAssertion.Status.PASSED)
                            .map(assertion -> assertion.getRuleId() + " " + assertion.getMessage())
                            .toList())
                    .isEmpty();
            assertThat(result.isCompliant()).isTrue();
        }
    }

    @Test
    void othersDoNotClaimToBe() throws Exception {
        assertThat(validate(render(PdfDocument.of("<p>글</p>"))).isCompliant()).isFalse();
    }

    private static ValidationResult validate(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_B);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
            return validator.validate(parser);
        }
    }
}
