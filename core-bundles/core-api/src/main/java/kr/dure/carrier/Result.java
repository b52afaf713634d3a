package kr.dure.carrier;

/** What became of a message, whatever code the carrier has for it. */
public enum Result {
    /** Taken by the carrier; its end is not known. */
    ACCEPTED,
    DELIVERED,
    /** 결번: no such number. */
    INVALID_NUMBER,
    POWER_OFF,
    /** 음영: out of coverage. */
    SHADOW,
    /** The phone's memory is full. */
    FULL,
    /** 일시정지: the line is suspended. */
    STOPPED,
    /** The receiver refuses messages. */
    REFUSED,
    SPAM,
    /** 사전 미등록 발신번호. */
    SENDER_UNREGISTERED,
    /** 발신번호 세칙: no number that may send. */
    SENDER_RULE,
    /** 변작: the sender number is protected against use by others. */
    SENDER_FORGED,
    LENGTH,
    FORMAT,
    /** The carrier gave up before it reached the phone. */
    EXPIRED,
    QUOTA,
    CARRIER_FAULT,
    DUPLICATE,
    NIGHT_BAN,
    /** The receiver had opted out; nothing was sent. */
    OPTED_OUT,
    /** Taken back before it was sent. */
    CANCELLED,
    UNKNOWN
}
