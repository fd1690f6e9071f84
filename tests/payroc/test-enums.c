/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the API, both ways, and what becomes of words that are new. */

#include "payroc/payroc-enums.h"
#include "payroc/payroc-enum-types.h"

typedef const char *(*ToWire) (guint value);
typedef guint (*FromWire) (const char *wire);

#define TABLE(type, prefix, ...) \
  static const char *prefix##_to (guint value) { return prefix##_to_wire ((type) value); } \
  static guint prefix##_from (const char *wire) { return prefix##_from_wire (wire); } \
  static const char *const prefix##_words[] = { __VA_ARGS__, NULL };

/* From the contract's table, in the order of the enumerations. */
TABLE (PayrocLinkKind, payroc_link_kind, "singleUse", "multiUse")
TABLE (PayrocChargeKind, payroc_charge_kind, "preset", "prompt")
TABLE (PayrocLinkStatus, payroc_link_status, "active", "completed", "expired", "deactivated")
TABLE (PayrocAuthType, payroc_auth_type, "sale", "preAuthorization")
TABLE (PayrocPaymentMethods, payroc_payment_method, "card", "bankTransfer")
TABLE (PayrocMitAgreement, payroc_mit_agreement, "unscheduled", "recurring", "installment")

static void
check_words (const char *const *words,
             ToWire             to_wire,
             FromWire           from_wire)
{
  guint n_words = g_strv_length ((char **) words);

  for (guint i = 0; i < n_words; i++)
    {
      g_autofree char *shouted = g_ascii_strup (words[i], -1);
      g_autofree char *longer = g_strconcat (words[i], "s", NULL);

      g_assert_cmpuint (from_wire (words[i]), ==, i + 1);
      g_assert_cmpstr (to_wire (i + 1), ==, words[i]);
      g_assert_cmpuint (from_wire (shouted), ==, 0);
      g_assert_cmpuint (from_wire (longer), ==, 0);
    }

  g_assert_null (to_wire (0));
  g_assert_null (to_wire (n_words + 1));
  g_assert_null (to_wire (G_MAXUINT));
  g_assert_cmpuint (from_wire (NULL), ==, 0);
  g_assert_cmpuint (from_wire (""), ==, 0);
}

static void
test_words (void)
{
  check_words (payroc_link_kind_words, payroc_link_kind_to, payroc_link_kind_from);
  check_words (payroc_charge_kind_words, payroc_charge_kind_to, payroc_charge_kind_from);
  check_words (payroc_link_status_words, payroc_link_status_to, payroc_link_status_from);
  check_words (payroc_auth_type_words, payroc_auth_type_to, payroc_auth_type_from);
  check_words (payroc_payment_method_words, payroc_payment_method_to, payroc_payment_method_from);
  check_words (payroc_mit_agreement_words, payroc_mit_agreement_to, payroc_mit_agreement_from);
}

static void
test_types (void)
{
  g_autoptr(GEnumClass) kinds = g_type_class_ref (PAYROC_TYPE_LINK_KIND);
  g_autoptr(GFlagsClass) methods = g_type_class_ref (PAYROC_TYPE_PAYMENT_METHODS);
  g_autoptr(GEnumClass) states = g_type_class_ref (PAYROC_TYPE_PAYMENT_STATE);

  g_assert_cmpstr (g_enum_get_value (kinds, PAYROC_LINK_KIND_SINGLE_USE)->value_nick, ==, "single-use");
  g_assert_cmpstr (g_flags_get_first_value (methods, PAYROC_PAYMENT_METHODS_BANK_TRANSFER)->value_nick, ==,
                   "bank-transfer");
  g_assert_cmpstr (g_enum_get_value (states, PAYROC_PAYMENT_STATE_HELD)->value_nick, ==, "held");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/enums/words", test_words);
  g_test_add_func ("/enums/types", test_types);

  return g_test_run ();
}
