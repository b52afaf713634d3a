package kr.dure.documents.internal.template;

import java.util.List;
import java.util.Map;
import kr.dure.document.Markup;
import kr.dure.document.Template;
import kr.dure.document.TemplateSource;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A company's letter (시행문): for any app that has something to say on paper. */
@Component
public final class LetterTemplate implements TemplateSource {
    private final List<Template> templates = List.of(Template.of(
            "documents.letter",
            new Text("공문", "Letter"),
            LetterTemplate.class,
            "/templates/letter",
            Map.of(
                    "company", "두레 주식회사",
                    "address", "서울특별시 마포구 월드컵북로 396, 7층",
                    "number", "경영지원-2026-0417",
                    "date", "2026. 6. 11.",
                    "receiver", "주식회사 온누리테크 대표이사",
                    "title", "사무실 이전 안내",
                    "body", new Markup("<p>1. 귀사의 발전을 기원합니다.</p><p>2. 당사는 아래와 같이 사무실을 옮기게 되어 알려 드립니다.</p>"),
                    "sender", "대표이사 김두레",
                    "seal", "seal.png")));

    @Activate
    public LetterTemplate() {
        // Nothing to be given.
    }

    @Override
    public List<Template> templates() {
        return templates;
    }
}
