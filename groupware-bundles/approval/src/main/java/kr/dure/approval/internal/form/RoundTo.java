package kr.dure.approval.internal.form;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** {@code ROUND(value, digits)} as in spreadsheets: -1 are tens (원 단위 절사). */
@FunctionParameter(name = "value")
@FunctionParameter(name = "digits")
final class RoundTo extends AbstractFunction {
    private static final int MAX_DIGITS = 12;

    private final RoundingMode mode;

    RoundTo(RoundingMode mode) {
        this.mode = mode;
    }

    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values)
            throws EvaluationException {
        if (!values[0].isNumberValue() || !values[1].isNumberValue()) {
            throw EvaluationException.ofUnsupportedDataTypeInOperation(token);
        }
        BigDecimal digits = values[1].getNumberValue();
        if (digits.abs().compareTo(BigDecimal.valueOf(MAX_DIGITS)) > 0
                || digits.stripTrailingZeros().scale() > 0) {
            throw new EvaluationException(token, "digits must be a whole number from -12 to 12");
        }
        return expression.convertValue(values[0].getNumberValue().setScale(digits.intValue(), mode));
    }
}
