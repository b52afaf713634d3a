package kr.dure.approval.internal.form;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.basic.IfFunction;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.booleans.InfixAndOperator;
import com.ezylang.evalex.operators.booleans.InfixEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.operators.booleans.InfixNotEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixOrOperator;
import com.ezylang.evalex.operators.booleans.PrefixNotOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kr.dure.product.Text;

/**
 * A formula: numbers, names, {@code + - * /}, comparisons, {@code && || !}, texts in double quotes, and the functions {@code
 * SUM AVERAGE COUNT MIN MAX ABS ROUND ROUNDDOWN ROUNDUP IF}. Decimal numbers throughout; sums, differences and products of
 * what a form can hold are exact, quotients have 50 digits.
 */
final class Formula {
    static final int MAX_LENGTH = 500;

    private static final MathContext DIGITS = new MathContext(50, RoundingMode.HALF_UP);
    /** Neither exponents nor hexadecimals: what is short to write must be short to compute. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d{1,10})?");

    private static final Set<String> CONSTANTS = Set.of("TRUE", "FALSE");

    private final Expression expression;
    private final Set<Name> names = new LinkedHashSet<>();

    private Formula(Expression expression) throws ParseException, FormulaException {
        this.expression = expression;
        collect(expression.getAbstractSyntaxTree());
    }

    /**
     * A name in a formula.
     *
     * @param field before the point
     * @param part behind the point; null without one
     */
    record Name(String field, String part) {
        @Override
        public String toString() {
            return part == null ? field : field + "." + part;
        }
    }

    /** @throws FormulaException when it is none */
    static Formula parse(String text) throws FormulaException {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw new FormulaException(
                    "수식은 1자부터 " + MAX_LENGTH + "자까지입니다.", "A formula has 1 to " + MAX_LENGTH + " characters.");
        }
        try {
            return new Formula(new Expression(text, configuration()));
        } catch (ParseException e) {
            throw new FormulaException(
                    "수식을 읽을 수 없습니다: " + e.getStartPosition() + "번째 글자 '" + e.getTokenString() + "'",
                    "The formula cannot be read: character " + e.getStartPosition() + ", '" + e.getTokenString() + "': "
                            + e.getMessage());
        } catch (FormulaException e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser's own stacks run empty on some nonsense.
            throw new FormulaException("수식을 읽을 수 없습니다.", "The formula cannot be read.");
        }
    }

    /** What it uses, in the order of the text. */
    Set<Name> names() {
        return names;
    }

    /** @throws FormulaException when it has no number as its value, e.g. after a division by zero */
    BigDecimal number(Map<String, Object> values) throws FormulaException {
        EvaluationValue value = evaluate(values);
        if (!value.isNumberValue()) {
            throw new FormulaException("수식의 결과가 숫자가 아닙니다.", "The formula does not give a number.");
        }
        return value.getNumberValue();
    }

    /** @throws FormulaException when it is neither true nor false */
    boolean holds(Map<String, Object> values) throws FormulaException {
        EvaluationValue value = evaluate(values);
        if (!value.isBooleanValue()) {
            throw new FormulaException("조건식의 결과가 참이나 거짓이 아닙니다.", "The condition is neither true nor false.");
        }
        return value.getBooleanValue();
    }

    private EvaluationValue evaluate(Map<String, Object> values) throws FormulaException {
        try {
            Expression own = expression.copy();
            Map<String, Map<String, Object>> parts = new HashMap<>();
            for (Name name : names) {
                Object value = values.get(name.field());
                if (name.part() == null) {
                    own.with(name.field(), value);
                } else if (value instanceof Map<?, ?> whole) {
                    // Not the whole of a table: each value is converted.
                    parts.computeIfAbsent(name.field(), field -> new HashMap<>())
                            .put(name.part(), whole.get(name.part()));
                }
            }
            parts.forEach(own::with);
            return own.evaluate();
        } catch (EvaluationException e) {
            boolean zero = "Division by zero".equals(e.getMessage());
            throw new FormulaException(
                    zero ? "0으로 나눌 수 없습니다." : "수식을 계산할 수 없습니다.",
                    zero ? "Division by zero." : "The formula cannot be computed: " + e.getMessage(),
                    zero);
        } catch (ArithmeticException e) {
            throw new FormulaException("0으로 나눌 수 없습니다.", "Division by zero.", true);
        } catch (ParseException | RuntimeException e) {
            throw new FormulaException("수식을 계산할 수 없습니다.", "The formula cannot be computed.");
        }
    }

    private void collect(ASTNode node) throws FormulaException {
        Token token = node.getToken();
        switch (token.getType()) {
            case STRUCTURE_SEPARATOR ->
                names.add(new Name(
                        variable(node.getParameters().get(0)),
                        variable(node.getParameters().get(1))));
            case VARIABLE_OR_CONSTANT -> {
                if (!CONSTANTS.contains(token.getValue().toUpperCase(Locale.ROOT))) {
                    names.add(new Name(token.getValue(), null));
                }
            }
            case NUMBER_LITERAL -> {
                if (!NUMBER.matcher(token.getValue()).matches()) {
                    throw new FormulaException(
                            "숫자 '" + token.getValue() + "'는 쓸 수 없습니다.",
                            "'" + token.getValue() + "' is no number a formula may have.");
                }
            }
            default -> {
                for (ASTNode part : node.getParameters()) {
                    collect(part);
                }
            }
        }
    }

    private static String variable(ASTNode node) throws FormulaException {
        if (node.getToken().getType() != Token.TokenType.VARIABLE_OR_CONSTANT) {
            throw new FormulaException("점은 항목 이름 사이에만 씁니다.", "A point stands between two names only.");
        }
        return node.getToken().getValue();
    }

    @SuppressWarnings("unchecked")
    private static ExpressionConfiguration configuration() {
        return ExpressionConfiguration.builder()
                .mathContext(DIGITS)
                .arraysAllowed(false)
                .implicitMultiplicationAllowed(false)
                .allowOverwriteConstants(false)
                .defaultConstants(Map.of(
                        "TRUE", EvaluationValue.booleanValue(true), "FALSE", EvaluationValue.booleanValue(false)))
                .zoneId(ZoneOffset.UTC)
                .locale(Locale.ROOT)
                .operatorDictionary(MapBasedOperatorDictionary.ofOperators(
                        Map.entry("-", new PrefixMinusOperator()),
                        Map.entry("+", new InfixPlusOperator()),
                        Map.entry("-", new InfixMinusOperator()),
                        Map.entry("*", new InfixMultiplicationOperator()),
                        Map.entry("/", new InfixDivisionOperator()),
                        Map.entry("=", new InfixEqualsOperator()),
                        Map.entry("==", new InfixEqualsOperator()),
                        Map.entry("!=", new InfixNotEqualsOperator()),
                        Map.entry("<>", new InfixNotEqualsOperator()),
                        Map.entry(">", new InfixGreaterOperator()),
                        Map.entry(">=", new InfixGreaterEqualsOperator()),
                        Map.entry("<", new InfixLessOperator()),
                        Map.entry("<=", new InfixLessEqualsOperator()),
                        Map.entry("&&", new InfixAndOperator()),
                        Map.entry("||", new InfixOrOperator()),
                        Map.entry("!", new PrefixNotOperator())))
                .functionDictionary(MapBasedFunctionDictionary.ofFunctions(
                        Map.entry("IF", new IfFunction()),
                        Map.entry("SUM", new Aggregate(Aggregate::sum)),
                        Map.entry("AVERAGE", new Aggregate(list -> Aggregate.average(list, DIGITS))),
                        Map.entry("COUNT", new Aggregate(list -> BigDecimal.valueOf(list.size()))),
                        Map.entry("MIN", new Aggregate(Aggregate::min)),
                        Map.entry("MAX", new Aggregate(Aggregate::max)),
                        Map.entry(
                                "ABS", new Aggregate(list -> Aggregate.sum(list).abs())),
                        Map.entry("ROUND", new RoundTo(RoundingMode.HALF_UP)),
                        Map.entry("ROUNDDOWN", new RoundTo(RoundingMode.DOWN)),
                        Map.entry("ROUNDUP", new RoundTo(RoundingMode.UP))))
                .build();
    }

    /** Why a formula is none, or has no value. */
    static final class FormulaException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Text text;
        private final boolean division;

        FormulaException(String ko, String en) {
            this(ko, en, false);
        }

        FormulaException(String ko, String en, boolean division) {
            super(en);
            this.text = new Text(ko, en);
            this.division = division;
        }

        Text text() {
            return text;
        }

        /** Whether other values could do. */
        boolean division() {
            return division;
        }
    }
}
