/**
 * Key generators for arguments that only Jackson can read: {@code json} gives readable text, {@code msgpack} a shorter one.
 *
 * <p>Both write one canonical form, in which values that Java's equality tells apart differ, wherever they stand:
 *
 * <pre>
 * null, a boolean, a string, a long, a double     as they are; a double always has a point or an exponent
 * any other value                                 {"@type": what it is}, such as {"@int":7} or {"@LocalDate":"2026-11-22"}
 * a list                                          [its elements]
 * a map whose keys are strings                    {key: value} in the order of its keys; "@" before a key that begins with it
 * any other map, a set                            {"@map":[[key, value], …]}, {"@set":[…]}, in the order of what is written
 * a record or bean                                {"@its class": {property: value}} in the order of the properties
 * </pre>
 *
 * <p>A record or bean is read by its fields, inherited ones too, under the names that Jackson gives them. Each field must
 * be a property that Jackson shows. A field that it doesn't show makes the object refused: without it two objects that
 * differ could share a value, and with it a key would tell what was to stay hidden.
 */
@NullMarked
package methodcache.provider.jackson;

import org.jspecify.annotations.NullMarked;
