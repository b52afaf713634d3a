package kr.dure.billing.internal;

import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.PriceQuestion;
import kr.dure.billing.internal.pricing.Pricing;
import kr.dure.billing.internal.pricing.Rates;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Answers price questions with the price book of the month's first day. */
@Component(service = EstimateService.class)
public final class EstimateService {
    private final PriceBook prices;

    @Activate
    public EstimateService(@Reference PriceBook prices) {
        this.prices = prices;
    }

    public PriceAnswer answer(EstimateRequest request) {
        PriceQuestion question = request.toQuestion();
        Rates rates = prices.on(question.month().atDay(1))
                .orElseThrow(() -> new Invalid("month", "그달의 가격표가 없습니다.", "There is no price book for this month."))
                .rates();
        return Pricing.answer(
                question, request.seatPrice() == null ? rates : rates.with(PricePolicy.GROUPWARE, request.seatPrice()));
    }
}
