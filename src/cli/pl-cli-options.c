/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GOption does the parsing; this finds the command first, wherever it stands, and keeps text UTF-8 in every locale. */
#include "config.h"

#include "pl-cli-command.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *name;
  char        letter;
  GOptionArg  kind; /* texts are FILENAME, so that GLib leaves their bytes alone */
  gsize       offset;
  guint       takes; /* 0: every command */
  const char *description;
  const char *argument;
} OptionSpec;

#define FIELD(name) G_STRUCT_OFFSET (PlCliOptions, name)
#define FLAG G_OPTION_ARG_NONE
#define TEXT G_OPTION_ARG_FILENAME
#define TEXTS G_OPTION_ARG_FILENAME_ARRAY
#define NUMBER G_OPTION_ARG_INT

static const OptionSpec specs[] = {
  { "reference", 0, TEXT, FIELD (reference), PL_CLI_TAKES_NEW_LINK,
    N_("Your own reference for the link, up to 48 characters"), N_("TEXT") },
  { "amount", 0, TEXT, FIELD (amount), PL_CLI_TAKES_LINK,
    N_("What is to be paid, with a point: 49.99"), N_("DECIMAL") },
  { "customer-amount", 0, FLAG, FIELD (customer_amount), PL_CLI_TAKES_NEW_LINK,
    N_("Let the customer choose the amount"), NULL },
  { "currency", 0, TEXT, FIELD (currency), PL_CLI_TAKES_LINK,
    N_("Its currency: USD, EUR, JPY…"), N_("CODE") },
  { "single-use", 0, FLAG, FIELD (single_use), PL_CLI_TAKES_NEW_LINK,
    N_("The link takes one payment (the default)"), NULL },
  { "order-id", 0, TEXT, FIELD (order_id), PL_CLI_TAKES_NEW_LINK,
    N_("Order number of a single-use link; made up when not given"), N_("TEXT") },
  { "multi-use", 0, FLAG, FIELD (multi_use), PL_CLI_TAKES_NEW_LINK,
    N_("The link takes many payments"), NULL },
  { "expires", 0, TEXT, FIELD (expires), PL_CLI_TAKES_LINK,
    N_("The last day it works: 2026-12-31, or +30 for in 30 days"), N_("DATE") },
  { "description", 0, TEXT, FIELD (description), PL_CLI_TAKES_LINK,
    N_("What it is for, up to 1024 characters"), N_("TEXT") },
  { "anyway", 0, FLAG, FIELD (anyway), PL_CLI_TAKES_NEW_LINK,
    N_("Create it though a link that is open, or was used, has the reference"), NULL },
  { "methods", 0, TEXT, FIELD (methods), PL_CLI_TAKES_NEW_LINK,
    N_("How it can be paid: card, bank or card,bank"), N_("LIST") },
  { "hold", 0, FLAG, FIELD (hold), PL_CLI_TAKES_LINK,
    N_("Hold the money, collect it later"), NULL },
  { "sale", 0, FLAG, FIELD (sale), PL_CLI_TAKES_CHANGE,
    N_("Collect the money at once"), NULL },
  { "button", 0, TEXT, FIELD (button), PL_CLI_TAKES_LINK,
    N_("Words on the payment button, up to 24 characters"), N_("TEXT") },
  { "save-card", 0, TEXT, FIELD (save_card), PL_CLI_TAKES_LINK,
    N_("Save the payment details for later: unscheduled, recurring or installment"), N_("USE") },
  { "no-save-card", 0, FLAG, FIELD (no_save_card), PL_CLI_TAKES_CHANGE,
    N_("Do not save the payment details"), NULL },
  { "share", 0, TEXTS, FIELD (share), PL_CLI_TAKES_SHARE,
    N_("Send the link to this person; can be given again"), N_("\"NAME <ADDRESS>\"") },
  { "to", 0, TEXTS, FIELD (to), PL_CLI_TAKES_TO,
    N_("Send it to this person; can be given again"), N_("\"NAME <ADDRESS>\"") },
  { "message", 0, TEXT, FIELD (message), PL_CLI_TAKES_MESSAGE,
    N_("Words for the mail, up to 1024 characters, with {name} {amount} {reference} {expires} {link}"), N_("TEXT") },
  { "copy-me", 0, FLAG, FIELD (copy_me), PL_CLI_TAKES_MAIL,
    N_("Send a copy of the mail to the merchant"), NULL },
  { "status", 0, TEXTS, FIELD (status), PL_CLI_TAKES_FILTER,
    N_("Only open (active), paid (completed), refunded, expired or switched-off (deactivated) ones; "
       "can be given again"), N_("STATUS") },
  { "kind", 0, TEXT, FIELD (kind), PL_CLI_TAKES_FILTER,
    N_("Only those for one payment (single) or many (multi)"), N_("KIND") },
  { "search", 0, TEXT, FIELD (search), PL_CLI_TAKES_FILTER,
    N_("Only those with this in reference, order, description, id or recipients"), N_("TEXT") },
  { "sort", 0, TEXT, FIELD (sort), PL_CLI_TAKES_FILTER,
    N_("By created, amount, expires, state or reference"), N_("KEY") },
  { "limit", 0, NUMBER, FIELD (limit), PL_CLI_TAKES_FILTER,
    N_("Not more than this many"), N_("N") },
  { "map", 0, TEXTS, FIELD (map), PL_CLI_TAKES_TABLE,
    N_("Take this column for that field (or for none); can be given again. Fields: reference, amount, currency, "
       "description, customer-amount, kind, order-id, expires, methods, hold, button, save-card, name, email, message"),
    N_("COLUMN=FIELD") },
  { "decimal", 0, TEXT, FIELD (decimal), PL_CLI_TAKES_TABLE,
    N_("Which sign of the amounts is the decimal one, a point or a comma: it is never guessed"), N_(".|,") },
  { "dates", 0, TEXT, FIELD (dates), PL_CLI_TAKES_TABLE,
    N_("Whether days with slashes begin with the day or with the month: it is never guessed"),
    N_("day-first|month-first") },
  { "again", 0, TEXTS, FIELD (again), PL_CLI_TAKES_TABLE,
    N_("Send this row’s mail again where it is another one, or make its link again where it has ended; or all of them"),
    N_("ROW|all") },
  { "anyway", 0, TEXTS, FIELD (anyway_rows), PL_CLI_TAKES_TABLE,
    N_("Create a link of this row though one of its reference was paid, in part or whole, or may have been; "
       "or of all of them"), N_("ROW|all") },
  { "as-is", 0, TEXTS, FIELD (as_is), PL_CLI_TAKES_TABLE,
    N_("Create a link of this row though it looks like a total, its amount is unusually large, or another row’s "
       "reference differs by capital letters only; or of all of them"), N_("ROW|all") },
  { "leave-out", 0, TEXTS, FIELD (leave_out), PL_CLI_TAKES_TABLE,
    N_("Do nothing with this row; the heading is row 1; can be given again"), N_("ROW") },
  { "dry-run", 0, FLAG, FIELD (dry_run), PL_CLI_TAKES_TABLE,
    N_("Show what would be done, and do nothing"), NULL },
  { "share", 0, FLAG, FIELD (share_rows), PL_CLI_TAKES_TABLE,
    N_("Send each link to the name and e-mail in its row"), NULL },
  { "result", 0, TEXT, FIELD (result), PL_CLI_TAKES_TABLE,
    N_("Write the table there again, with what became of each row"), N_("OUT.csv") },
  { "payments", 0, TEXT, FIELD (payments), PL_CLI_TAKES_EXPORT,
    N_("Write what was paid on this link, not the links"), N_("LINK") },
  { "all-payments", 0, FLAG, FIELD (all_payments), PL_CLI_TAKES_EXPORT,
    N_("Write what was paid on all these links, not the links"), NULL },
  { "environment", 0, TEXT, FIELD (environment), PL_CLI_TAKES_ENVIRONMENT,
    N_("Which Payroc: production or test"), N_("NAME") },
  { "full", 0, FLAG, FIELD (full), PL_CLI_TAKES_FULL,
    N_("Read every link again, not only the active ones"), NULL },
  { "yes", 0, FLAG, FIELD (yes), PL_CLI_TAKES_YES,
    N_("Do not ask: it cannot be taken back"), NULL },

  { "account", 0, TEXT, FIELD (account), 0,
    N_("An account connected before (default: the one used last)"), N_("NAME") },
  { "practice", 0, FLAG, FIELD (practice), 0,
    N_("The practice account: nothing leaves this computer"), NULL },
  { "api-url", 0, TEXT, FIELD (api_url), 0,
    N_("Another server, with /v1; the API key is read from standard input"), N_("URL") },
  { "identity-url", 0, TEXT, FIELD (identity_url), 0,
    N_("Its identity service, with /authorize"), N_("URL") },
  { "terminal", 0, TEXT, FIELD (terminal), 0,
    N_("The processing terminal there"), N_("ID") },
  { "data-dir", 0, TEXT, FIELD (data_dir), 0,
    N_("Keep the database there instead of in the user's data folder"), N_("DIR") },
  { "json", 0, FLAG, FIELD (json), 0,
    N_("Print one JSON document"), NULL },
  { "no-refresh", 0, FLAG, FIELD (no_refresh), 0,
    N_("Only show what is stored on this computer"), NULL },
  { "offline-ok", 0, FLAG, FIELD (offline_ok), 0,
    N_("It is fine when Payroc is not reached: exit status 0, the work waits"), NULL },
  { "help", 'h', FLAG, FIELD (help), 0,
    N_("Show this help"), NULL },
  { "version", 0, FLAG, FIELD (version), 0,
    N_("Show the version"), NULL },
};

static GOptionContext *
create_context (const PlCliCommand *command,
                PlCliOptions       *options)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      GOptionEntry entry = {
        .long_name = specs[i].name,
        .short_name = specs[i].letter,
        .arg = specs[i].kind,
        .arg_data = (char *) options + specs[i].offset,
        .description = specs[i].description,
        .arg_description = specs[i].argument,
      };

      if (specs[i].takes == 0 || (command != NULL && (specs[i].takes & command->takes) != 0))
        g_array_append_val (entries, entry);
    }

  context = g_option_context_new (command != NULL ? command->arguments : N_("COMMAND …"));
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, (GOptionEntry *) entries->data, GETTEXT_PACKAGE);

  return g_steal_pointer (&context);
}

static const OptionSpec *
find_spec (const char *argument)
{
  const char *name = argument + 2;
  gsize length = strcspn (name, "=");

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      if (strlen (specs[i].name) == length && strncmp (specs[i].name, name, length) == 0)
        return &specs[i];
    }

  return NULL;
}

/* One option may want a word of one command and none of another: “--share import” is the latter's. */
static gboolean
is_flag_of (const char *argument,
            const char *word)
{
  const PlCliCommand *command = pl_cli_command_find (word);
  const char *name = argument + 2;

  for (guint i = 0; command != NULL && i < G_N_ELEMENTS (specs); i++)
    {
      if (specs[i].kind == FLAG && (specs[i].takes & command->takes) != 0 && strcmp (specs[i].name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The first word that is neither an option nor an option's value. */
static const char *
find_command_word (char **arguments)
{
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      const OptionSpec *spec;

      if (strcmp (arguments[i], "--") == 0)
        return arguments[i + 1];
      if (arguments[i][0] != '-' || arguments[i][1] == '\0')
        return arguments[i];
      if (!g_str_has_prefix (arguments[i], "--"))
        continue;

      spec = find_spec (arguments[i]);
      if (spec != NULL && spec->kind != FLAG && strchr (arguments[i], '=') == NULL && arguments[i + 1] != NULL
          && !is_flag_of (arguments[i], arguments[i + 1]))
        i++;
    }

  return NULL;
}

/* cron runs with LC_ALL=C: names and messages are UTF-8 there as well. */
static gboolean
make_utf8 (char  **text,
           GError **error)
{
  g_autofree char *converted = NULL;

  if (*text == NULL || g_utf8_validate (*text, -1, NULL))
    return TRUE;

  converted = g_locale_to_utf8 (*text, -1, NULL, NULL, NULL);
  if (converted == NULL)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE, _("An argument is not text in UTF-8"));
      return FALSE;
    }

  g_free (*text);
  *text = g_steal_pointer (&converted);

  return TRUE;
}

static gboolean
make_all_utf8 (PlCliOptions  *options,
               GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      gpointer field = (char *) options + specs[i].offset;

      if (specs[i].offset == FIELD (data_dir) || specs[i].offset == FIELD (result))
        continue;
      if (specs[i].kind == TEXT && !make_utf8 (field, error))
        return FALSE;
      for (char **text = specs[i].kind == TEXTS ? *(char ***) field : NULL; text != NULL && *text != NULL; text++)
        {
          if (!make_utf8 (text, error))
            return FALSE;
        }
    }

  for (char **word = options->words; *word != NULL; word++)
    {
      if (!make_utf8 (word, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_where (PlCliOptions  *options,
             gboolean       terminal_alone,
             GError       **error)
{
  gboolean custom = options->api_url != NULL || options->identity_url != NULL;
  guint n_given = (options->account != NULL) + options->practice + custom;

  if (n_given > 1)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("Give only one of --account, --practice and --api-url"));
      return FALSE;
    }
  if (custom && (options->api_url == NULL || options->identity_url == NULL || options->terminal == NULL))
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("--api-url, --identity-url and --terminal belong together"));
      return FALSE;
    }
  if (!custom && options->terminal != NULL && !terminal_alone)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("--terminal goes with --api-url and --identity-url; an account has its own"));
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_cli_options_parse:
 * @arguments: (array zero-terminated=1): as main() got them
 * @command: (out) (nullable): the command, %NULL for bare --help or --version
 * @error: return location
 *
 * Returns: (transfer full): the options, or %NULL with %PL_CLI_ERROR_USAGE or a
 *   %G_OPTION_ERROR
 */
PlCliOptions *
pl_cli_options_parse (char               **arguments,
                      const PlCliCommand **command,
                      GError             **error)
{
  g_autoptr (PlCliOptions) options = g_new0 (PlCliOptions, 1);
  g_autoptr (GOptionContext) context = NULL;
  g_auto (GStrv) copy = g_strdupv (arguments);
  const char *word = find_command_word (arguments);
  guint n_words;

  options->words = g_new0 (char *, 1);
  *command = word != NULL ? pl_cli_command_find (word) : NULL;
  if (word != NULL && *command == NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (word, -1);

      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   /* Translators: %s is what was typed. */
                   _("There is no command “%s”; see paylinks-cli --help"), valid);
      return NULL;
    }

  context = create_context (*command, options);
  if (!g_option_context_parse_strv (context, &copy, error))
    return NULL;

  /* Codes are the same however they are written. */
  if (options->currency != NULL)
    {
      g_autofree char *written = g_steal_pointer (&options->currency);

      options->currency = g_ascii_strup (written, -1);
    }

  /* What is left: the program, the command, its own words; GOption keeps a “--”. */
  g_strfreev (options->words);
  options->words = g_new0 (char *, g_strv_length (copy) + 1);
  n_words = 0;
  for (guint i = 1, n_skipped = 0; copy[i] != NULL; i++)
    {
      if (n_skipped == 0 && strcmp (copy[i], "--") == 0)
        continue;
      if (n_skipped == 0)
        n_skipped = 1; /* the command */
      else if (strcmp (copy[i], "--") != 0)
        options->words[n_words++] = g_strdup (copy[i]);
    }

  if (!make_all_utf8 (options, error))
    return NULL;

  if (options->help || options->version)
    return g_steal_pointer (&options);

  if (*command == NULL)
    {
      g_set_error_literal (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                           _("Which command? See paylinks-cli --help"));
      return NULL;
    }

  if (n_words < (*command)->n_words_min || n_words > (*command)->n_words_max)
    {
      g_set_error (error, PL_CLI_ERROR, PL_CLI_ERROR_USAGE,
                   /* Translators: %s is how the command is written, such as “show LINK”. */
                   _("Write it like this: paylinks-cli %s"), _((*command)->arguments));
      return NULL;
    }

  if (!check_where (options, ((*command)->takes & PL_CLI_TAKES_ENVIRONMENT) != 0, error))
    return NULL;

  return g_steal_pointer (&options);
}

void
pl_cli_options_free (PlCliOptions *options)
{
  if (options == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      gpointer field = (char *) options + specs[i].offset;

      if (specs[i].kind == TEXT)
        g_free (*(char **) field);
      else if (specs[i].kind == TEXTS)
        g_strfreev (*(char ***) field);
    }
  g_strfreev (options->words);
  g_free (options);
}

/**
 * pl_cli_options_help:
 * @command: (nullable): a command, or %NULL for the program
 *
 * Returns: (transfer full): its help
 */
char *
pl_cli_options_help (const PlCliCommand *command)
{
  g_autoptr (PlCliOptions) options = g_new0 (PlCliOptions, 1);
  g_autoptr (GOptionContext) context = create_context (command, options);
  GString *summary = g_string_new (NULL);

  if (command != NULL)
    {
      g_string_append (summary, _(command->summary));
    }
  else
    {
      g_string_append (summary, _("Creates, shares and follows payment links."));
      g_string_append_printf (summary, "\n\n%s", _("Commands:"));
      for (const PlCliCommand *each = pl_cli_command_get_all (); each->name != NULL; each++)
        g_string_append_printf (summary, "\n  %-12s %s", each->name, _(each->summary));
      g_string_append_printf (summary, "\n\n%s", _("Each command explains itself: paylinks-cli COMMAND --help"));
    }
  g_option_context_set_summary (context, summary->str);
  g_string_free (summary, TRUE);

  g_option_context_set_description (context,
    _("Exit status: 0 done, 2 wrong usage or input, 3 refused by Payroc, 4 not reached (kept in the outbox),\n"
      "5 key or keyring missing or refused, 6 something on this computer, 130 stopped."));

  return g_option_context_get_help (context, TRUE, NULL);
}

/**
 * pl_cli_options_wants_json:
 * @arguments: (array zero-terminated=1): as main() got them
 *
 * For an error that stands in the way of parsing: a script that asked for JSON
 * is to get JSON.
 *
 * Returns: whether --json is among them
 */
gboolean
pl_cli_options_wants_json (char **arguments)
{
  for (guint i = 1; arguments[i] != NULL && strcmp (arguments[i], "--") != 0; i++)
    {
      if (strcmp (arguments[i], "--json") == 0)
        return TRUE;
    }

  return FALSE;
}
