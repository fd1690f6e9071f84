/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is called that the user saves, what goes into it, and where it is said to be afterwards. */
#include "core/files/pl-file-error.h"
#include "store/pl-store-error.h"
#include "ui/parts/pl-save-text.h"
#include "ui/parts/pl-save.h"

static void
test_names (void)
{
  static const struct
  {
    const char *text;
    const char *stem;
  } cases[] = {
    { "INV-7", "INV-7" },
    { "../../etc/passwd", "etc passwd" },
    { ".hidden", "hidden" },
    { "--option", "option" },
    { "a\nb\tc", "a b c" },
    { "C:\\Windows", "C Windows" },
    { "請求書 7", "請求書 7" },
    { "fdp\u202Eexe", "fdpexe" },
    { "", "Payment link" },
    { "///", "Payment link" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stem = pl_save_stem (cases[i].text);

      g_assert_cmpstr (stem, ==, cases[i].stem);
    }
}

/* The file is the one that was chosen; only what goes into it is found out. */
static void
test_kinds (void)
{
  static const PlSaveKind kinds[] = {
    { "Table (CSV)", "text/csv", ".csv" },
    { "JSON", "application/json", ".json" },
  };
  static const struct
  {
    const char *name;
    const char *filter;
    guint       kind;
  } cases[] = {
    { "links.csv", NULL, 0 },
    { "links.csv", "JSON", 0 },
    { "links.JSON", "Table (CSV)", 1 },
    { "links", NULL, 0 },
    { "links", "Table (CSV)", 0 },
    { "links", "JSON", 1 },
    { "links", "another", 0 },
    { "links.csv.bak", "JSON", 1 },
    { "json", "Table (CSV)", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
      g_autoptr (GFile) file = g_file_get_child (folder, cases[i].name);

      g_test_message ("%s, %s", cases[i].name, cases[i].filter != NULL ? cases[i].filter : "no filter");
      g_assert_cmpuint (pl_save_find_kind (file, cases[i].filter, kinds, G_N_ELEMENTS (kinds)), ==, cases[i].kind);
    }
}

static void
test_places (void)
{
  const char *home = g_get_home_dir ();
  const struct
  {
    const char *folder; /* of home; or of the root, with its stroke */
    const char *name;
    const char *place;
  } cases[] = {
    { "Documents", "a.pdf", "“a.pdf” in ~/Documents" },
    { "", "a.pdf", "“a.pdf” in ~" },
    { "/srv/paper", "a.pdf", "“a.pdf” in /srv/paper" },
    { "/", "a.pdf", "“a.pdf” in /" },
    { "Documents", "fdp\u202Eexe", "“\u2068fdpexe\u2069” in ~/Documents" },
  };
  g_autofree char  *similar = g_strconcat (home, "stead", NULL);
  g_autofree char  *similar_path = g_build_filename (similar, "a.pdf", NULL);
  g_autofree char  *portal_path = g_build_filename (g_get_user_runtime_dir (), "doc", "a5c1", "a.pdf", NULL);
  g_autoptr (GFile) similar_file = g_file_new_for_path (similar_path);
  g_autoptr (GFile) portal_file = g_file_new_for_path (portal_path);
  g_autofree char  *similar_place = pl_save_dup_place (similar_file);
  g_autofree char  *portal_place = pl_save_dup_place (portal_file);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char       *above = *cases[i].folder == '/' ? "" : home;
      g_autofree char  *path = g_build_filename (above, cases[i].folder, cases[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char  *place = pl_save_dup_place (file);

      g_assert_cmpstr (place, ==, cases[i].place);
    }

  g_assert_nonnull (strstr (similar_place, similar));
  /* The number of a document is nobody's folder. */
  g_assert_cmpstr (portal_place, ==, "“a.pdf”");
}

/* Which file, what stood in the way, what to do: never the words of the system. */
static void
test_failures (void)
{
  static const struct
  {
    int         code;
    const char *text;
  } cases[] = {
    { G_IO_ERROR_NO_SPACE, "There is no room left on the disk. Make room, or choose another place." },
    { G_IO_ERROR_PERMISSION_DENIED, "You may not write there. Choose another folder or another name." },
    { G_IO_ERROR_READ_ONLY, "Nothing can be written to this disk or folder. Choose another one." },
    { G_IO_ERROR_NOT_FOUND, "The folder is not there any more. Choose another one." },
    { G_IO_ERROR_NOT_DIRECTORY, "The folder is not there any more. Choose another one." },
    { G_IO_ERROR_FILENAME_TOO_LONG, "A file cannot have this name there. Choose another one." },
    { G_IO_ERROR_BUSY, "Another program keeps the file busy. Close it and try again." },
    { G_IO_ERROR_HOST_NOT_FOUND,
      "The folder cannot be reached at the moment. Try again later, or choose another one." },
    { G_IO_ERROR_FAILED, "Something went wrong on this computer. Choose another folder or another name." },
  };
  g_autoptr (GFile)  file = g_file_new_for_path ("/srv/paper/Links.csv");
  g_autoptr (GError) own = g_error_new_literal (PL_FILE_ERROR, PL_FILE_ERROR_OWN_FILE, "own");
  g_autoptr (GError) stored = g_error_new_literal (PL_STORE_ERROR, PL_STORE_ERROR_DAMAGED, "malformed");
  g_autofree char   *own_text = pl_save_text_failure (file, own);
  g_autofree char   *stored_text = pl_save_text_failure (file, stored);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new (G_IO_ERROR, cases[i].code, "/srv/paper/.paylinks-1.part: ENOSPC");
      g_autofree char   *expected = g_strdup_printf ("“Links.csv” in /srv/paper could not be saved. %s",
                                                     cases[i].text);
      g_autofree char   *text = pl_save_text_failure (file, error);

      g_assert_cmpstr (text, ==, expected);
    }

  g_assert_cmpstr (own_text, ==, "“Links.csv” in /srv/paper could not be saved. "
                                 "Paylinks keeps its own data in this file. Choose another one.");
  /* It is not the file that is at fault. */
  g_assert_cmpstr (stored_text, ==, "Paylinks’ data on this computer is damaged.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/save/names", test_names);
  g_test_add_func ("/save/kinds", test_kinds);
  g_test_add_func ("/save/places", test_places);
  g_test_add_func ("/save/failures", test_failures);

  return g_test_run ();
}
