/** How texts and queries are understood; pure, without a database. */
package kr.dure.search.internal.text;
