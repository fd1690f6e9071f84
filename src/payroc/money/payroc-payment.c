/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether money came, and how much of it stays. Where the answer is not certain it is not called income. */

#include "payroc-payment.h"

#include "payroc-currency.h"
#include "payroc-transaction.h"
#include "payroc/payroc-json-dup.h"
#include "payroc/payroc-json.h"

#define TEXT_MAX 256

struct _PayrocPayment
{
  GObject parent_instance;

  JsonNode           *json;      /* (owned) as received */
  char               *id;        /* (owned) */
  char               *order_id;  /* (owned) (nullable) */
  char               *payer;     /* (owned) (nullable) */
  GDateTime          *date_time; /* (owned) (nullable) */
  PayrocMoney        *amount;    /* (owned) (nullable) */
  PayrocMoney        *asked;     /* (owned) (nullable) */
  PayrocMoney        *refunded;  /* (owned) (nullable) */
  PayrocPaymentSource source;
  PayrocPaymentState  state;
  char                currency[4];   /* "" when not said */
  gboolean            refunds_known;
  gboolean            is_no_income;
  gboolean            was_approved;
  gboolean            is_gone;
};

G_DEFINE_FINAL_TYPE (PayrocPayment, payroc_payment, G_TYPE_OBJECT)

static gboolean
read_currency (JsonObject  *object,
               char         currency[4],
               GError     **error)
{
  const char *code = NULL;

  if (!payroc_json_get_string (object, "currency", FALSE, &code, error))
    return FALSE;

  if (payroc_currency_is_code (code))
    g_strlcpy (currency, code, 4);

  return TRUE;
}

/* fallback: the currency to take where the object names none. */
static gboolean
read_amount (JsonObject   *object,
             const char   *name,
             const char   *fallback,
             PayrocMoney **amount,
             GError      **error)
{
  char currency[4] = { 0 };
  gint64 minor = 0;

  g_strlcpy (currency, fallback, sizeof currency);
  if (!payroc_json_get_int (object, name, FALSE, &minor, error) || !read_currency (object, currency, error))
    return FALSE;

  if (*currency != '\0' && json_object_has_member (object, name) && !json_object_get_null_member (object, name))
    *amount = payroc_money_new (minor, currency);

  return TRUE;
}

/* Adds what was given back; whatever its sign, it is less money. */
static gboolean
add_refund (PayrocPayment     *self,
            const PayrocMoney *refund)
{
  PayrocMoney given_back = { 0 };

  if (refund == NULL || refund->minor == G_MININT64)
    return FALSE;

  payroc_money_init (&given_back, ABS (refund->minor), refund->currency);
  if (self->refunded == NULL)
    self->refunded = payroc_money_copy (&given_back);
  else if (!payroc_money_add (self->refunded, &given_back, self->refunded))
    return FALSE;

  return self->amount == NULL || g_str_equal (self->amount->currency, given_back.currency);
}

static gboolean
read_refund (PayrocPayment  *self,
             JsonNode       *node,
             GError        **error)
{
  g_autoptr(PayrocMoney) refund = NULL;
  JsonObject *object = payroc_json_as_object (node, error);
  const char *status = NULL;
  const char *response_code = NULL;

  if (object == NULL ||
      !payroc_json_get_string (object, "status", FALSE, &status, error) ||
      !payroc_json_get_string (object, "responseCode", FALSE, &response_code, error) ||
      !read_amount (object, "amount", self->currency, &refund, error))
    return FALSE;

  /* A refund that failed, was called off, or came back leaves the money where it was. */
  if (payroc_transaction_came_to_nothing (&(PayrocTransaction) { .status = status, .response_code = response_code }))
    return TRUE;

  if (!add_refund (self, refund))
    self->refunds_known = FALSE;

  return TRUE;
}

static gboolean
read_refunds (PayrocPayment  *self,
              JsonArray      *refunds,
              GError        **error)
{
  for (guint i = 0; i < json_array_get_length (refunds); i++)
    {
      if (!read_refund (self, json_array_get_element (refunds, i), error))
        return FALSE;
    }

  if (!self->refunds_known)
    g_clear_pointer (&self->refunded, payroc_money_free);

  return TRUE;
}

/* In another currency, or with refunds that cannot be added up, it stays a payment whose income is not known. */
static gboolean
is_given_back (PayrocPayment *self)
{
  return self->refunds_known && self->refunded != NULL && self->amount != NULL && self->amount->minor > 0
         && g_str_equal (self->refunded->currency, self->amount->currency)
         && self->refunded->minor >= self->amount->minor;
}

static gboolean
read_person (JsonObject  *object,
             const char  *name,
             const char  *field,
             char       **payer,
             GError     **error)
{
  JsonObject *person = NULL;

  return *payer != NULL ||
         (payroc_json_get_object (object, name, FALSE, &person, error) &&
          (person == NULL || payroc_json_dup_text (person, field, TEXT_MAX, payer, error)));
}

static gboolean
read_customer (JsonObject  *object,
               char       **payer,
               GError     **error)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (*payer != NULL)
    return TRUE;

  if (!read_person (object, "customer", "firstName", &first, error) ||
      !read_person (object, "customer", "lastName", &last, error))
    return FALSE;

  if (first != NULL && last != NULL)
    *payer = g_strdup_printf ("%s %s", first, last);
  else
    *payer = first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&last);

  return TRUE;
}

static gboolean
read_payer (PayrocPayment  *self,
            JsonObject     *object,
            GError        **error)
{
  return read_person (object, "card", "cardholderName", &self->payer, error) &&
         read_person (object, "bankAccount", "nameOnAccount", &self->payer, error) &&
         read_customer (object, &self->payer, error);
}

static gboolean
read_payment (PayrocPayment  *self,
              JsonObject     *object,
              GError        **error)
{
  PayrocTransaction words = { 0 };
  JsonObject *order = NULL;
  JsonObject *result = NULL;
  JsonArray *refunds = NULL;
  JsonArray *returns = NULL;

  if (!payroc_json_dup_id (object, "paymentId", &self->id, error) ||
      !payroc_json_get_object (object, "order", FALSE, &order, error) ||
      !payroc_json_get_object (object, "transactionResult", FALSE, &result, error) ||
      !payroc_json_get_array (object, "refunds", FALSE, &refunds, error) ||
      !payroc_json_get_array (object, "returns", FALSE, &returns, error) ||
      !read_payer (self, object, error))
    return FALSE;

  if (order != NULL &&
      (!payroc_json_dup_text (order, "orderId", TEXT_MAX, &self->order_id, error) ||
       !payroc_json_get_time (order, "dateTime", FALSE, &self->date_time, error) ||
       !read_currency (order, self->currency, error) ||
       !read_amount (order, "amount", self->currency, &self->asked, error)))
    return FALSE;

  if (result != NULL &&
      (!payroc_json_get_string (result, "type", FALSE, &words.type, error) ||
       !payroc_json_get_string (result, "status", FALSE, &words.status, error) ||
       !payroc_json_get_string (result, "responseCode", FALSE, &words.response_code, error) ||
       !read_currency (result, self->currency, error) ||
       !read_amount (result, "authorizedAmount", self->currency, &self->amount, error)))
    return FALSE;

  if (refunds != NULL && !read_refunds (self, refunds, error))
    return FALSE;

  self->is_no_income = payroc_transaction_takes_no_money (&words);
  self->was_approved = payroc_transaction_was_approved (&words);
  self->state = payroc_transaction_find_state (&words, self->source,
                                               returns != NULL && json_array_get_length (returns) > 0);
  /* Whoever pays does not get money: what this is, nobody can tell. */
  if (self->amount != NULL && self->amount->minor < 0
      && (self->state == PAYROC_PAYMENT_STATE_PAID || self->state == PAYROC_PAYMENT_STATE_HELD))
    self->state = PAYROC_PAYMENT_STATE_UNKNOWN;
  if (self->state == PAYROC_PAYMENT_STATE_PAID && is_given_back (self))
    self->state = PAYROC_PAYMENT_STATE_REFUNDED;

  return TRUE;
}

static void
payroc_payment_finalize (GObject *object)
{
  PayrocPayment *self = PAYROC_PAYMENT (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->id);
  g_free (self->order_id);
  g_free (self->payer);
  g_clear_pointer (&self->date_time, g_date_time_unref);
  g_clear_pointer (&self->amount, payroc_money_free);
  g_clear_pointer (&self->asked, payroc_money_free);
  g_clear_pointer (&self->refunded, payroc_money_free);

  G_OBJECT_CLASS (payroc_payment_parent_class)->finalize (object);
}

static void
payroc_payment_class_init (PayrocPaymentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = payroc_payment_finalize;
}

static void
payroc_payment_init (PayrocPayment *self)
{
  self->refunds_known = TRUE;
}

/**
 * payroc_payment_new_from_json:
 * @node: (nullable): a payment, from a reply or from where one was stored
 * @source: which of the two lists it is from
 * @error: return location for a #GError
 *
 * Required is `paymentId`. A payment carries no paymentLinkId: which link it is for is known by the one who asked.
 *
 * Errors: %PAYROC_ERROR_BAD_REPLY.
 *
 * Returns: (transfer full): the payment, or %NULL with @error set
 */
PayrocPayment *
payroc_payment_new_from_json (JsonNode             *node,
                              PayrocPaymentSource   source,
                              GError              **error)
{
  g_autoptr(PayrocPayment) self = g_object_new (PAYROC_TYPE_PAYMENT, NULL);
  JsonObject *object = payroc_json_as_object (node, error);

  self->source = source;
  if (object == NULL || !read_payment (self, object, error))
    return NULL;

  self->json = json_node_ref (node);

  return g_steal_pointer (&self);
}

/**
 * payroc_payment_new_gone:
 * @payment: a payment as it was once read
 *
 * No word of Payroc's says this: whoever asked for a whole list and did not find the payment in it does.
 *
 * Returns: (transfer full): the same document, with `noLongerListed`, of which the money can no longer be told
 */
PayrocPayment *
payroc_payment_new_gone (PayrocPayment *payment)
{
  g_autoptr (JsonNode) node = NULL;
  PayrocPayment *self;

  g_return_val_if_fail (PAYROC_IS_PAYMENT (payment), NULL);

  node = payroc_json_dup (payment->json);
  self = payroc_payment_new_from_json (node, payment->source, NULL);
  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_boolean_member (json_node_get_object (node), "noLongerListed", TRUE);
  self->is_gone = TRUE;

  return self;
}

/**
 * payroc_payment_get_json:
 * @self: a payment
 *
 * Returns: (transfer none): the document as received; not to be changed
 */
JsonNode *
payroc_payment_get_json (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->json;
}

/**
 * payroc_payment_get_id:
 * @self: a payment
 *
 * Returns: (transfer none): Payroc's name for it, which is also the cursor for paging
 */
const char *
payroc_payment_get_id (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->id;
}

/**
 * payroc_payment_get_source:
 * @self: a payment
 *
 * Returns: which of the two lists it is from
 */
PayrocPaymentSource
payroc_payment_get_source (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), PAYROC_PAYMENT_SOURCE_CARD);

  return self->source;
}

/**
 * payroc_payment_get_state:
 * @self: a payment
 *
 * What it means for the merchant. A contradiction counts against the money: a payment that is "complete" and declined
 * is declined, a hold in the open batch stays a hold until it is complete.
 *
 * Returns: the state, unknown for words that are new to us
 */
PayrocPaymentState
payroc_payment_get_state (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), PAYROC_PAYMENT_STATE_UNKNOWN);

  return self->is_gone ? PAYROC_PAYMENT_STATE_GONE : self->state;
}

/**
 * payroc_payment_get_last_state:
 * @self: a payment
 *
 * Returns: what it was when Payroc last listed it
 */
PayrocPaymentState
payroc_payment_get_last_state (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), PAYROC_PAYMENT_STATE_UNKNOWN);

  return self->state;
}

/**
 * payroc_payment_was_approved:
 * @self: a payment
 *
 * Returns: whether Payroc's code of the answer says that it was good, whatever became of it afterwards
 */
gboolean
payroc_payment_was_approved (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), FALSE);

  return self->was_approved;
}

/**
 * payroc_payment_get_order_id:
 * @self: a payment
 *
 * Returns: (transfer none) (nullable): the order number, which is the link's for a single-use link
 */
const char *
payroc_payment_get_order_id (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->order_id;
}

/**
 * payroc_payment_get_date_time:
 * @self: a payment
 *
 * Returns: (transfer none) (nullable): when it was processed
 */
GDateTime *
payroc_payment_get_date_time (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->date_time;
}

/**
 * payroc_payment_get_payer:
 * @self: a payment
 *
 * Returns: (transfer none) (nullable): the name on the card or the account, else the customer's; personal, never to be
 *   logged
 */
const char *
payroc_payment_get_payer (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->payer;
}

/**
 * payroc_payment_get_amount:
 * @self: a payment
 *
 * `authorizedAmount`, which is less than the link's where a card was good for a part only; negative where the merchant
 * paid the customer.
 *
 * Returns: (transfer none) (nullable): the amount, %NULL when none was said
 */
const PayrocMoney *
payroc_payment_get_amount (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->amount;
}

/**
 * payroc_payment_get_asked:
 * @self: a payment
 *
 * The order's `amount`: of an attempt that was declined nothing was authorized, and this is what it was about.
 *
 * Returns: (transfer none) (nullable): what was to be paid
 */
const PayrocMoney *
payroc_payment_get_asked (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->asked;
}

/**
 * payroc_payment_get_refunded:
 * @self: a payment
 *
 * Returns: (transfer none) (nullable): what was or is being given back, never negative; %NULL when nothing was, or when
 *   the refunds cannot be summed up (then payroc_payment_get_income() fails)
 */
const PayrocMoney *
payroc_payment_get_refunded (PayrocPayment *self)
{
  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), NULL);

  return self->refunded;
}

/**
 * payroc_payment_get_income:
 * @self: a payment
 * @income: (out caller-allocates): what may be counted; untouched on failure
 *
 * What was authorized, less what was given back, where the money is or will be the merchant's; 0 for attempts that
 * were declined, holds that were not collected, refunds (they count at the payment they belong to), and whatever is
 * not finished or came back.
 *
 * Returns: %FALSE when the amount of what was paid is not known, when the state is unknown, when it was money and the
 *   payment is gone, or when the sum cannot be made: then no total that includes this payment is true
 */
gboolean
payroc_payment_get_income (PayrocPayment *self,
                           PayrocMoney   *income)
{
  PayrocMoney given_back = { 0 };
  PayrocMoney sum;

  g_return_val_if_fail (PAYROC_IS_PAYMENT (self), FALSE);
  g_return_val_if_fail (income != NULL, FALSE);

  if (*self->currency == '\0' || (self->state == PAYROC_PAYMENT_STATE_UNKNOWN && !self->is_no_income))
    return FALSE;

  if (self->state != PAYROC_PAYMENT_STATE_PAID && self->state != PAYROC_PAYMENT_STATE_REFUNDED)
    {
      payroc_money_init (income, 0, self->currency);
      return TRUE;
    }

  if (self->amount == NULL || !self->refunds_known)
    return FALSE;

  payroc_money_init (&given_back, self->refunded != NULL ? -self->refunded->minor : 0, self->currency);

  if (!payroc_money_add (self->amount, &given_back, &sum) || (self->is_gone && sum.minor != 0))
    return FALSE;
  *income = sum;

  return TRUE;
}
