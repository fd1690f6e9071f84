/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said before an account is removed names all that is lost and no more; a refusal says what to do. */
#include "ui/account/pl-account-text.h"

#include <gio/gio.h>

#include "payroc/payroc-error.h"

#define PAYROC "Its API key, its list and the people you wrote to are removed from this computer. " \
               "The links themselves stay at Payroc as they are, and go on taking payments."
#define PRACTICE "It is on this computer only: its links, e-mails and payments are deleted with it. " \
                 "You can try Paylinks out again at any time, beginning with nothing."

static void
test_farewell (void)
{
  const struct
  {
    PlAccountKind kind;
    guint         n_unfinished;
    guint         n_sending;
    const char   *expected;
  } cases[] = {
    { PL_ACCOUNT_PRODUCTION, 0, 0, PAYROC },
    { PL_ACCOUNT_TEST, 0, 0, PAYROC },
    { PL_ACCOUNT_CUSTOM, 0, 0, PAYROC },
    { PL_ACCOUNT_PRACTICE, 0, 0, PRACTICE },
    { PL_ACCOUNT_PRODUCTION, 1, 0, PAYROC "\n\n1 change that was not sent yet is lost." },
    { PL_ACCOUNT_PRODUCTION, 2, 0, PAYROC "\n\n2 changes that were not sent yet are lost." },
    { PL_ACCOUNT_PRODUCTION, 2, 1, PAYROC "\n\n2 changes that were not sent yet are lost. "
                                   "1 of them is on its way and may still be done." },
    { PL_ACCOUNT_PRACTICE, 3, 2, PRACTICE "\n\n3 changes that were not sent yet are lost. "
                                 "2 of them are on their way and may still be done." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_account_text_farewell (cases[i].kind, cases[i].n_unfinished, cases[i].n_sending);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_refusal (void)
{
  const struct
  {
    PayrocErrorCode code;
    const char     *expected;
  } cases[] = {
    { PAYROC_ERROR_KEY_REFUSED, "Payroc does not accept the API key. Enter the key that Payroc’s self-care portal "
                                "shows, or create a new one there." },
    { PAYROC_ERROR_NOT_FOUND, "Payroc knows no such terminal. Check the number." },
    { PAYROC_ERROR_FORBIDDEN, "Payroc does not allow this for the account. Check the terminal number, or ask Payroc "
                              "what the account may do." },
    { PAYROC_ERROR_UNREACHABLE, "Payroc could not be reached. Check the internet connection and try again." },
  };
  g_autoptr(GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autofree char *text = pl_account_text_refusal (foreign);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = payroc_error_new_fields (cases[i].code, NULL, "x");
      g_autofree char *refusal = pl_account_text_refusal (error);

      g_assert_cmpstr (refusal, ==, cases[i].expected);
    }

  g_assert_cmpstr (text, ==, "Something went wrong on this computer.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account-text/farewell", test_farewell);
  g_test_add_func ("/account-text/refusal", test_refusal);

  return g_test_run ();
}
