/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever reads that the data cannot be opened, or was damaged, knows what is safe and what to do. */
#include "ui/window/pl-data-text.h"

#include <gio/gio.h>

#include "store/pl-store-error.h"

static void
test_failure (void)
{
  const struct
  {
    PlStoreErrorCode code;
    const char      *expected;
  } cases[] = {
    { PL_STORE_ERROR_DISK_FULL, "The disk is full. Make room on the disk that this folder is on, then try again. "
                                "What is stored in it is safe." },
    { PL_STORE_ERROR_READ_ONLY, "Paylinks may not write to its folder. Allow yourself to write to this folder, "
                                "then try again. What is stored in it is safe." },
    { PL_STORE_ERROR_TOO_NEW, "The data on this computer was written by a newer Paylinks. Update Paylinks, or start "
                              "the newer one. What is stored in this folder is safe: it was not touched." },
    { PL_STORE_ERROR_BUSY, "Another program keeps Paylinks’ data busy. Close other Paylinks programs that use this "
                           "folder, then try again." },
    { PL_STORE_ERROR_DAMAGED, "Paylinks’ data on this computer is damaged. It could not be put aside either. Move it "
                              "out of this folder, then try again: links are fetched from Payroc anew." },
    { PL_STORE_ERROR_FAILED, "Something went wrong on this computer." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (PL_STORE_ERROR, cases[i].code, "x");
      g_autofree char *text = pl_data_text_failure (error);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_failure_elsewhere (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, "x");
  g_autofree char *text = pl_data_text_failure (error);

  g_assert_cmpstr (text, ==, "Something went wrong on this computer.");
}

static void
test_set_aside (void)
{
  const struct
  {
    guint       n_accounts;
    guint       n_saved;
    const char *says[2];
    const char *is_silent_about;
  } cases[] = {
    { 2, 0, { "Your accounts are here as before;", "may be lost" }, "Add yours again" },
    { 1, 1, { "Your accounts are here as before;", "1 change was saved" }, "may be lost" },
    { 1, 2, { "fetched from there again", "2 changes were saved" }, "may be lost" },
    { 0, 0, { "Add yours again", "may be lost" }, "as before" },
    { 0, 3, { "Add yours again", "3 changes were saved" }, "as before" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_data_text_set_aside (cases[i].n_accounts, cases[i].n_saved);

      g_assert_true (g_str_has_prefix (text, "The damaged file was put aside, and a new one begun."));
      g_assert_nonnull (strstr (text, cases[i].says[0]));
      g_assert_nonnull (strstr (text, cases[i].says[1]));
      g_assert_null (strstr (text, cases[i].is_silent_about));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/data-text/failure", test_failure);
  g_test_add_func ("/data-text/failure-elsewhere", test_failure_elsewhere);
  g_test_add_func ("/data-text/set-aside", test_set_aside);

  return g_test_run ();
}
