/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the value classes share: documents, repeated characters, lists of errors as one line of text. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "payroc/links/payroc-link.h"

G_BEGIN_DECLS

/* The contract's own example of a link. */
#define VALUES_LINK \
  "{\"type\":\"singleUse\",\"paymentLinkId\":\"CKHP6VVWYT\",\"merchantReference\":\"LinkRef7654\"," \
  "\"order\":{\"orderId\":\"OrderRef7654\",\"description\":\"Large Pepperoni Pizza\"," \
  "\"charge\":{\"type\":\"preset\",\"amount\":4999,\"currency\":\"USD\"}}," \
  "\"authType\":\"sale\",\"paymentMethods\":[\"card\"]," \
  "\"customLabels\":[{\"element\":\"paymentButton\",\"label\":\"PAY NOW\"}]," \
  "\"assets\":{\"paymentUrl\":\"https://payments.example.com/pay-by-link?token=7c2fc08c\"," \
  "\"paymentButton\":\"<a href=\\\"https://payments.example.com/\\\">Pay Now</a>\\n\"}," \
  "\"status\":\"active\",\"createdOn\":\"2024-07-02\",\"expiresOn\":\"2024-08-02\"," \
  "\"credentialOnFile\":{\"tokenize\":true}}"

/* A multi-use link with nothing that may be left out. */
#define VALUES_MULTI_USE_LINK \
  "{\"type\":\"multiUse\",\"paymentLinkId\":\"MULTI6VVWY\",\"merchantReference\":\"Donations\"," \
  "\"order\":{\"charge\":{\"type\":\"prompt\",\"currency\":\"EUR\"}}," \
  "\"authType\":\"sale\",\"paymentMethods\":[\"card\",\"bankTransfer\"],\"status\":\"active\"}"

JsonNode   *values_parse          (const char *text);
PayrocLink *values_link           (const char *text);
char       *values_replace        (const char *text,
                                   const char *old,
                                   const char *replacement);
char       *values_repeat         (const char *character,
                                   guint       n);
char       *values_describe       (GPtrArray  *errors);
void        values_assert_errors  (GPtrArray  *errors,
                                   const char *expected);
void        values_assert_body    (GBytes     *body,
                                   const char *expected);
GBytes     *values_bytes          (const char *text);

G_END_DECLS
