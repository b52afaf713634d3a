package kr.dure.approval.internal.form;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A function of numbers and columns of numbers. An empty column counts as nothing. */
@FunctionParameter(name = "value", isVarArg = true)
final class Aggregate extends AbstractFunction {
    private final Function<List<BigDecimal>, BigDecimal> function;

    Aggregate(Function<List<BigDecimal>, BigDecimal> function) {
        this.function = function;
    }

    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values)
            throws EvaluationException {
        List<BigDecimal> numbers = new ArrayList<>();
        for (EvaluationValue value : values) {
            collect(value, token, numbers);
        }
        return expression.convertValue(function.apply(numbers));
    }

    private static void collect(EvaluationValue value, Token token, List<BigDecimal> numbers)
            throws EvaluationException {
        if (value.isArrayValue()) {
            for (EvaluationValue element : value.getArrayValue()) {
                collect(element, token, numbers);
            }
        } else if (value.isNumberValue()) {
            numbers.add(value.getNumberValue());
        } else {
            throw EvaluationException.ofUnsupportedDataTypeInOperation(token);
        }
    }

    static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal average(List<BigDecimal> numbers, MathContext digits) {
        return numbers.isEmpty() ? BigDecimal.ZERO : sum(numbers).divide(BigDecimal.valueOf(numbers.size()), digits);
    }

    static BigDecimal min(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
    }

    static BigDecimal max(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal::max).orElse(BigDecimal.ZERO);
    }
}
