/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line and --help: whoever writes a test finds every knob here. */
#include "practice-options.h"

#include "payroc/money/payroc-currency.h"

static const char summary[] =
  "A small but exact stand-in for Payroc's payment link service, on this computer only (127.0.0.1).\n"
  "Nothing leaves the computer: mails are kept to be read, payments are pretended.\n"
  "\n"
  "On start one line of JSON goes to standard output: apiUrl, identityUrl, controlUrl, payUrl, apiKey,\n"
  "terminal, currency, pid, alreadyRunning. The server ends when its standard input is closed and nobody\n"
  "holds GET /control/hold open.";

static const char description[] =
  "CODES is a list such as USD,EUR or “all”; the first one is announced.\n"
  "\n"
  "Control, all in JSON, below controlUrl:\n"
  "  GET    /hold       a reply that never ends: the server stays while somebody reads it\n"
  "  GET    /hello      who is there; also keeps the server for five seconds more\n"
  "  GET    /requests   every API request and its status; ?operation=NAME, ?after=N. DELETE empties the log\n"
  "  GET    /mails      the mails that would have been sent; ?paymentLinkId=\n"
  "  GET    /state      numbers of links, sharing events, payments, mails, and the newest rows; ?limit=N\n"
  "  GET    /faults     what is still to come. POST adds one object or an array of them, DELETE forgets them\n"
  "  POST   /clock      {\"now\": \"2026-12-31T23:59:00Z\"} or {\"offsetSeconds\": N}. GET tells it\n"
  "  POST   /links      {\"count\": N, \"type\"?, \"terminal\"?} makes N links at once\n"
  "  POST   /pay        {\"paymentLinkId\", \"amount\"?, \"method\"?: card|bankTransfer, \"status\"?,\n"
  "                     \"responseCode\"?, \"payer\"?, \"force\"?: pay although the link is closed}\n"
  "  POST   /refund     {\"paymentId\", \"amount\", \"status\"?}\n"
  "  POST   /return     {\"paymentId\", \"returnCode\"?, \"returnReason\"?}: a bank payment comes back\n"
  "  POST   /payment    {\"paymentId\", \"type\"?, \"status\"?, \"responseCode\"?, \"authorizedAmount\"?}:\n"
  "                     what became of it later\n"
  "  POST   /tokens     makes every token given out so far invalid\n"
  "  POST   /release    whoever waits because of \"ms\" or --latency is answered now\n"
  "  POST   /quit       ends the server\n"
  "\n"
  "A fault is {\"operation\", \"kind\", \"skip\": 0, \"times\": 1, …}; times 0: until DELETE. Every kind also takes\n"
  "\"ms\" (wait first) and \"done\" (true: the work is done before the reply is spoilt; false: it is not).\n"
  "Operations: authorize createLink listLinks retrieveLink editLink deactivateLink shareLink listSharingEvents\n"
  "listPayments listBankPayments retrieveTerminal, or * for any. Kinds:\n"
  "  status         {status, type?, detail?, errors?, retryAfter?: seconds or \"date:+5\"} a problem document\n"
  "  delay          {ms} answer later; with done the work is done at once and only the reply is late\n"
  "  cutBefore      close the connection without doing the work\n"
  "  cutAfter       do the work, then close the connection without a reply\n"
  "  html           {status: 200} a web page\n"
  "  empty          {status: 200} no body\n"
  "  truncated      {http: true} half the reply, then close; http false: half the JSON in a whole HTTP reply\n"
  "  huge           {bytes: 52428800, chunked: false} a JSON document of that size\n"
  "  nested         {depth: 100000} arrays in arrays\n"
  "  wrongTypes     the right reply with every value of another type\n"
  "  replace        {text, by} the right reply with every such text in its bytes replaced\n"
  "  redirect       {location, status: 307}\n"
  "  nextElsewhere  {href} a list whose next page is said to be there\n"
  "  tokenExpired   every token given out so far expires now: 401\n"
  "  ignoreEdit     200 and the link as it was\n"
  "  ignoreFilter   payments of every link, though one was asked for\n"
  "  random         {probability, kinds: [name or object, …], seed?} any of those, now and then; times is 0 here\n";

static gboolean
is_within (const char  *name,
           gint64       value,
           gint64       least,
           gint64       most,
           GError     **error)
{
  if (value >= least && value <= most)
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--%s must be from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name, least, most);

  return FALSE;
}

static gboolean
read_currencies (PracticeOptions  *self,
                 const char       *codes,
                 GError          **error)
{
  g_strfreev (self->currencies);

  if (g_str_equal (codes, "all"))
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      g_strv_builder_add (builder, "USD");
      for (const char *const *code = payroc_currency_get_codes (); *code != NULL; code++)
        {
          if (!g_str_equal (*code, "USD"))
            g_strv_builder_add (builder, *code);
        }
      self->currencies = g_strv_builder_end (builder);
      return TRUE;
    }

  self->currencies = g_strsplit (codes, ",", -1);
  for (guint i = 0; i == 0 || self->currencies[i] != NULL; i++)
    {
      if (self->currencies[i] == NULL || !payroc_currency_is_known (self->currencies[i]))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "“%s” is not a list of ISO 4217 codes", codes);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_zone (PracticeOptions  *self,
           const char       *identifier,
           GError          **error)
{
  GTimeZone *zone = g_time_zone_new_identifier (identifier);

  if (zone == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is not a time zone", identifier);
      return FALSE;
    }

  g_time_zone_unref (self->zone);
  self->zone = zone;

  return TRUE;
}

static gboolean
check_terminals (GStrv    terminals,
                 GError **error)
{
  for (guint i = 0; terminals != NULL && terminals[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (terminals[i], -1);

      if (length < 4 || length > 50)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "A terminal's id has 4 to 50 characters");
          return FALSE;
        }
    }

  return TRUE;
}

static void
replace_text (char **target,
              char  *value) /* takes value */
{
  if (value == NULL)
    return;

  g_free (*target);
  *target = value;
}

PracticeOptions *
practice_options_new (void)
{
  static const char *const terminals[] = { "1234001", NULL };
  static const char *const currencies[] = { "USD", "CAD", "EUR", "GBP", "CHF", "AUD", "JPY", "KWD", "CLF", NULL };
  PracticeOptions *self = g_new0 (PracticeOptions, 1);

  self->token_lifetime = 3600;
  self->page_size = 10;
  self->max_body = 1024 * 1024;
  self->log_size = 20000;
  self->key_days = 7;
  self->api_key = g_strdup ("practice");
  self->terminals = g_strdupv ((GStrv) terminals);
  self->currencies = g_strdupv ((GStrv) currencies);
  self->zone = g_time_zone_new_local ();
  self->merchant_email = g_strdup ("merchant@example.com");

  return self;
}

PracticeOptions *
practice_options_parse (int      *argc,
                        char   ***argv,
                        GError  **error)
{
  g_autoptr (PracticeOptions) self = practice_options_new ();
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) terminals = NULL;
  g_autofree char *currencies = NULL;
  g_autofree char *zone = NULL;
  char *api_key = NULL;
  char *merchant_email = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &self->state_dir,
      "Keep everything in DIR; a second start there finds the first (default: in memory)", "DIR" },
    { "port", 0, 0, G_OPTION_ARG_INT64, &self->port,
      "Listen there (default: the port used before, or a free one)", "N" },
    { "stay", 0, 0, G_OPTION_ARG_NONE, &self->stay, "Stay until SIGTERM, whatever standard input does", NULL },
    { "api-key", 0, 0, G_OPTION_ARG_STRING, &api_key, "The API key that is right (practice)", "KEY" },
    { "terminal", 0, 0, G_OPTION_ARG_STRING_ARRAY, &terminals,
      "A terminal of this account; repeatable (1234001)", "ID" },
    { "foreign-terminal", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->foreign_terminals,
      "A terminal of somebody else's: 403; repeatable", "ID" },
    { "hidden-terminal", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->hidden_terminals,
      "A terminal whose links work but that cannot be retrieved (403); repeatable", "ID" },
    { "plain-terminal", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->plain_terminals,
      "A terminal without payment links: 400 capabilities-missing; repeatable", "ID" },
    { "currencies", 0, 0, G_OPTION_ARG_STRING, &currencies,
      "What the terminals take (USD,CAD,EUR,GBP,CHF,AUD,JPY,KWD,CLF)", "CODES" },
    { "token-lifetime", 0, 0, G_OPTION_ARG_INT64, &self->token_lifetime, "Seconds that a token lasts (3600)", "S" },
    { "latency", 0, 0, G_OPTION_ARG_INT64, &self->latency, "Answer each API request that much later (0)", "MS" },
    { "page-size", 0, 0, G_OPTION_ARG_INT64, &self->page_size, "Rows of a list asked for without limit (10)", "N" },
    { "oldest-first", 0, 0, G_OPTION_ARG_NONE, &self->oldest_first,
      "Lists begin with the oldest row, not the newest", NULL },
    { "unique-references", 0, 0, G_OPTION_ARG_NONE, &self->unique_references,
      "Refuse a merchantReference that another link has (409)", NULL },
    { "max-body", 0, 0, G_OPTION_ARG_INT64, &self->max_body, "Refuse larger bodies with 413 (1048576)", "BYTES" },
    { "key-days", 0, 0, G_OPTION_ARG_INT64, &self->key_days, "Days that an Idempotency-Key is remembered (7)", "N" },
    { "log-size", 0, 0, G_OPTION_ARG_INT64, &self->log_size, "Requests that the log remembers (20000)", "N" },
    { "time-zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Where a link's last day ends (this computer's)", "ZONE" },
    { "merchant-email", 0, 0, G_OPTION_ARG_STRING, &merchant_email,
      "Where merchantCopy goes (merchant@example.com)", "ADDRESS" },
    { "no-sync", 0, 0, G_OPTION_ARG_NONE, &self->no_sync,
      "Do not wait for the disk: faster, may lose the last changes", NULL },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_certificate,
      "Speak https with this certificate (PEM)", "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &self->tls_key, "The certificate's private key (PEM)", "FILE" },
    { NULL },
  };

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    {
      g_free (api_key);
      g_free (merchant_email);
      return NULL;
    }

  replace_text (&self->api_key, api_key);
  replace_text (&self->merchant_email, merchant_email);
  if (terminals != NULL)
    {
      g_strfreev (self->terminals);
      self->terminals = g_steal_pointer (&terminals);
    }

  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "“%s” is not an option", (*argv)[1]);
      return NULL;
    }

  if ((self->tls_certificate == NULL) != (self->tls_key == NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--tls-cert and --tls-key go together");
      return NULL;
    }

  if (!is_within ("port", self->port, 0, 65535, error)
      || !is_within ("token-lifetime", self->token_lifetime, 0, 365 * 24 * 3600, error)
      || !is_within ("latency", self->latency, 0, 600 * 1000, error)
      || !is_within ("page-size", self->page_size, 1, 100, error)
      || !is_within ("max-body", self->max_body, 1, 1024 * 1024 * 1024, error)
      || !is_within ("key-days", self->key_days, 0, 36500, error)
      || !is_within ("log-size", self->log_size, 0, 10 * 1000 * 1000, error)
      || !check_terminals (self->terminals, error)
      || !check_terminals (self->foreign_terminals, error)
      || !check_terminals (self->hidden_terminals, error)
      || !check_terminals (self->plain_terminals, error)
      || (currencies != NULL && !read_currencies (self, currencies, error))
      || (zone != NULL && !read_zone (self, zone, error)))
    return NULL;

  return g_steal_pointer (&self);
}

void
practice_options_free (PracticeOptions *self)
{
  g_free (self->state_dir);
  g_free (self->api_key);
  g_strfreev (self->terminals);
  g_strfreev (self->foreign_terminals);
  g_strfreev (self->hidden_terminals);
  g_strfreev (self->plain_terminals);
  g_strfreev (self->currencies);
  g_time_zone_unref (self->zone);
  g_free (self->tls_certificate);
  g_free (self->tls_key);
  g_free (self->merchant_email);
  g_free (self);
}
