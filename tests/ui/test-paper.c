/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was printed is read back by other programs: zbar for the code, poppler for the words. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "payroc/links/payroc-link-draft.h"
#include "ui/paper/pl-paper.h"

#define ADDRESS "https://payments.payroc.com/merchant/pay-by-link?token=7c2fc08c-cb0e-44ba-8bcd-cf6de6eb3206"

#define A4     595.276, 841.89
#define LETTER 612., 792.

static PayrocLink *
create_link (const char *address,
             const char *description,
             gboolean    preset)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    root = NULL;
  g_autoptr (JsonNode)    patch = NULL;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *charge = g_strdup (preset ? "{\"type\":\"preset\",\"amount\":125050,\"currency\":\"USD\"}"
                                                    : "{\"type\":\"prompt\",\"currency\":\"USD\"}");
  PayrocLink             *link;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, "singleUse");
  json_builder_set_member_name (builder, "paymentLinkId");
  json_builder_add_string_value (builder, "CKHP6VVWYT");
  json_builder_set_member_name (builder, "merchantReference");
  json_builder_add_string_value (builder, "INV-7");
  json_builder_set_member_name (builder, "status");
  json_builder_add_string_value (builder, "active");
  json_builder_set_member_name (builder, "expiresOn");
  json_builder_add_string_value (builder, "2031-12-31");
  json_builder_set_member_name (builder, "authType");
  json_builder_add_string_value (builder, "sale");
  json_builder_set_member_name (builder, "assets");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "paymentUrl");
  json_builder_add_string_value (builder, address);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "order");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "orderId");
  json_builder_add_string_value (builder, "O-7");
  if (description != NULL)
    {
      json_builder_set_member_name (builder, "description");
      json_builder_add_string_value (builder, description);
    }
  json_builder_set_member_name (builder, "charge");
  patch = json_from_string (charge, &error);
  g_assert_no_error (error);
  json_builder_add_value (builder, g_steal_pointer (&patch));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  link = payroc_link_new_from_json (root, &error);
  g_assert_no_error (error);

  return link;
}

static char *
run (const char *const *argv)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char                   *text = NULL;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
write_file (const char *path,
            GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

/* How often zbar finds that very text in the picture; nothing else may be in it. */
static guint
count_codes (const char *picture,
             const char *text)
{
  g_autofree char *found = run ((const char *[]) { "zbarimg", "--quiet", "--raw", picture, NULL });
  g_auto (GStrv)   lines = g_strsplit (g_strchomp (found), "\n", -1);
  guint            n_codes = 0;

  for (; lines[n_codes] != NULL; n_codes++)
    g_assert_cmpstr (lines[n_codes], ==, text);

  return n_codes;
}

typedef struct
{
  char *folder;
  char *pdf;
  char *picture;
} Files;

static void
set_up (Files         *files,
        gconstpointer  data)
{
  files->folder = g_dir_make_tmp ("paylinks-paper-XXXXXX", NULL);
  files->pdf = g_build_filename (files->folder, "paper.pdf", NULL);
  files->picture = g_build_filename (files->folder, "paper.png", NULL);
}

static void
tear_down (Files         *files,
           gconstpointer  data)
{
  g_unlink (files->pdf);
  g_unlink (files->picture);
  g_rmdir (files->folder);
  g_free (files->folder);
  g_free (files->pdf);
  g_free (files->picture);
}

/* A part of the page, as the printer would have it at 150 dots an inch; in points. */
static void
show_part (Files  *files,
           double  x,
           double  y,
           double  width,
           double  height)
{
  const double     dots = 150 / 72.;
  g_autofree char *stem = g_build_filename (files->folder, "paper", NULL);
  g_autofree char *left = g_strdup_printf ("%d", (int) (x * dots));
  g_autofree char *top = g_strdup_printf ("%d", (int) (y * dots));
  g_autofree char *wide = g_strdup_printf ("%d", (int) (width * dots));
  g_autofree char *high = g_strdup_printf ("%d", (int) (height * dots));
  g_autofree char *nothing = run ((const char *[]) {
    "pdftoppm", "-png", "-gray", "-r", "150", "-x", left, "-y", top, "-W", wide, "-H", high, "-singlefile", files->pdf,
    stem, NULL,
  });
}

/* Each card that is cut out has its code: 85 × 55 mm, or 3½ × 2 inches. The first and the last stand for all: zbar
 * takes its time. */
static guint
count_cards (Files  *files,
             int     step,
             double  width,
             double  height)
{
  const double card_width = width == 612 ? 252 : 85 * 72 / 25.4;
  const double card_height = width == 612 ? 144 : 55 * 72 / 25.4;
  guint        n_codes = 0;

  for (int i = 0; i < 10; i += step)
    {
      show_part (files, (width - 2 * card_width) / 2 + i % 2 * card_width,
                 (height - 5 * card_height) / 2 + i / 2 * card_height, card_width, card_height);
      n_codes += count_codes (files->picture, ADDRESS);
    }

  return n_codes;
}

static void
print_paper (Files         *files,
             PlPaper       *paper,
             PlPaperLayout  layout,
             double         width,
             double         height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pl_paper_to_pdf (paper, layout, width, height, &error);

  g_assert_no_error (error);
  write_file (files->pdf, bytes);
  show_part (files, 0, 0, width, height);
}

static guint
count_all (Files         *files,
           PlPaperLayout  layout,
           double         width,
           double         height)
{
  return layout == PL_PAPER_CARDS ? count_cards (files, 9, width, height) : count_codes (files->picture, ADDRESS);
}

static void
test_layouts (Files         *files,
              gconstpointer  data)
{
  static const struct
  {
    PlPaperLayout layout;
    double        width;
    double        height;
    guint         n_codes;
    const char   *size;
  } cases[] = {
    { PL_PAPER_POSTER, A4, 1, "(A4)" },
    { PL_PAPER_POSTER, LETTER, 1, "(letter)" },
    { PL_PAPER_TENT, A4, 2, "(A4)" },
    { PL_PAPER_TENT, LETTER, 2, "(letter)" },
    { PL_PAPER_CARDS, A4, 2, "(A4)" },
    { PL_PAPER_CARDS, LETTER, 2, "(letter)" },
  };
  static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };
  g_autoptr (PayrocLink) link = create_link (ADDRESS, "Oak shelves", TRUE);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlPaper) paper = pl_paper_new (link, PL_ACCOUNT_PRODUCTION, "Scan & <pay>", directions[i % 2]);
      g_autofree char    *text = NULL;
      g_autofree char    *facts = NULL;

      g_test_message ("layout %u, %s, direction %u", cases[i / 2].layout, cases[i / 2].size, i % 2);
      g_assert_true (pl_paper_fits (paper, cases[i / 2].layout, cases[i / 2].width, cases[i / 2].height));
      print_paper (files, paper, cases[i / 2].layout, cases[i / 2].width, cases[i / 2].height);
      g_assert_cmpuint (count_all (files, cases[i / 2].layout, cases[i / 2].width, cases[i / 2].height), ==,
                        cases[i / 2].n_codes);

      text = run ((const char *[]) { "pdftotext", "-raw", files->pdf, "-", NULL });
      g_assert_nonnull (strstr (text, "Scan & <pay>"));
      g_assert_nonnull (strstr (text, "$1,250.50"));
      g_assert_nonnull (strstr (text, "Oak shelves"));
      g_assert_nonnull (strstr (text, "INV-7"));
      g_assert_nonnull (strstr (text, "2031"));

      facts = run ((const char *[]) { "pdfinfo", files->pdf, NULL });
      g_assert_nonnull (strstr (facts, cases[i / 2].size));
      g_assert_nonnull (strstr (facts, "Pages:           1"));
    }
}

static void
test_every_card (Files         *files,
                 gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (ADDRESS, "Oak shelves", TRUE);
  g_autoptr (PlPaper)    paper = pl_paper_new (link, PL_ACCOUNT_PRODUCTION, "Scan to pay", GTK_TEXT_DIR_LTR);

  print_paper (files, paper, PL_PAPER_CARDS, A4);
  g_assert_cmpuint (count_cards (files, 1, A4), ==, 10);
}

/* A description as long as Payroc takes, in scripts of both directions, does not push the code from the page. */
static void
test_long_texts (Files         *files,
                 gconstpointer  data)
{
  static const char *const words[] = {
    "مسرح الحديقة ", "オーク材の棚 ", "Regale aus Eiche ", "WWWWWWWWWWWWWWWWWWWWWWWWWWWW",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GString)    description = g_string_new (NULL);
      g_autoptr (PayrocLink) link = NULL;
      g_autoptr (PlPaper)    paper = NULL;

      while (g_utf8_strlen (description->str, -1) + g_utf8_strlen (words[i], -1) <= PAYROC_DESCRIPTION_MAX)
        g_string_append (description, words[i]);
      link = create_link (ADDRESS, description->str, TRUE);
      paper = pl_paper_new (link, PL_ACCOUNT_PRODUCTION, description->str,
                            i % 2 == 0 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);

      for (PlPaperLayout layout = PL_PAPER_POSTER; layout <= PL_PAPER_CARDS; layout++)
        {
          g_autofree char *text = NULL;

          print_paper (files, paper, layout, A4);
          g_assert_cmpuint (count_all (files, layout, A4), ==,
                            layout == PL_PAPER_POSTER ? 1 : 2);
          text = run ((const char *[]) { "pdftotext", "-raw", files->pdf, "-", NULL });
          g_assert_nonnull (strstr (text, "$1,250.50"));
          g_assert_nonnull (strstr (text, "INV-7"));
        }
    }
}

static void
test_too_small (Files         *files,
                gconstpointer  data)
{
  g_autofree char       *tail = g_strnfill (1200, 'a');
  g_autofree char       *address = g_strconcat ("https://payments.payroc.com/", tail, NULL);
  g_autoptr (PayrocLink) link = create_link (address, NULL, TRUE);
  g_autoptr (PlPaper)    paper = pl_paper_new (link, PL_ACCOUNT_PRODUCTION, NULL, GTK_TEXT_DIR_LTR);

  g_assert_true (pl_paper_fits (paper, PL_PAPER_POSTER, A4));
  g_assert_false (pl_paper_fits (paper, PL_PAPER_CARDS, A4));
  g_assert_false (pl_paper_fits (paper, PL_PAPER_CARDS, LETTER));
  print_paper (files, paper, PL_PAPER_POSTER, A4);
  g_assert_cmpuint (count_codes (files->picture, address), ==, 1);
}

/* Whoever tries it out must not find money missing that was never sent. */
static void
test_mark (Files         *files,
           gconstpointer  data)
{
  static const struct
  {
    PlAccountKind  kind;
    const char    *mark;
  } marks[] = {
    { PL_ACCOUNT_PRODUCTION, NULL },
    { PL_ACCOUNT_PRACTICE, "Practice: no real payment" },
    { PL_ACCOUNT_TEST, "Test: no real payment" },
  };
  static const guint      n_times[] = { [PL_PAPER_POSTER] = 1, [PL_PAPER_TENT] = 2, [PL_PAPER_CARDS] = 10 };
  g_autoptr (PayrocLink)  link = create_link (ADDRESS, "Oak shelves", TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (marks) * G_N_ELEMENTS (n_times); i++)
    {
      const guint          layout = i % G_N_ELEMENTS (n_times);
      const char          *mark = marks[i / G_N_ELEMENTS (n_times)].mark;
      g_autoptr (PlPaper)  paper = pl_paper_new (link, marks[i / G_N_ELEMENTS (n_times)].kind, "Scan to pay",
                                                 GTK_TEXT_DIR_LTR);
      g_autoptr (GBytes)   pdf = pl_paper_to_pdf (paper, layout, A4, NULL);
      g_autofree char     *text = NULL;
      g_auto (GStrv)       pieces = NULL;

      write_file (files->pdf, pdf);
      text = run ((const char *[]) { "pdftotext", "-layout", files->pdf, "-", NULL });
      pieces = g_strsplit (text, "no real payment", -1);
      g_assert_cmpuint (g_strv_length (pieces) - 1, ==, mark != NULL ? n_times[layout] : 0);
      if (mark != NULL)
        g_assert_nonnull (strstr (text, mark));
    }
}

static void
test_customers_choice (Files         *files,
                       gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link (ADDRESS, NULL, FALSE);
  g_autoptr (PlPaper)    paper = pl_paper_new (link, PL_ACCOUNT_PRODUCTION, "", GTK_TEXT_DIR_LTR);
  g_autofree char       *description = pl_paper_describe (paper);

  g_assert_cmpstr (description, ==, "You choose the amount, Reference: INV-7, Until 31 December 2031");
}

static void
test_unsafe (Files         *files,
             gconstpointer  data)
{
  g_autoptr (PayrocLink) link = create_link ("javascript:alert(1)", NULL, TRUE);

  g_assert_null (pl_paper_new (link, PL_ACCOUNT_PRODUCTION, "Pay", GTK_TEXT_DIR_LTR));
}

/* The code alone: as pixels, and as lines that another program draws. */
static void
test_files (Files         *files,
            gconstpointer  data)
{
  g_autoptr (PlQrCode) code = pl_qr_code_new (ADDRESS);
  g_autoptr (GBytes)   png = pl_qr_code_to_png (code);
  g_autoptr (GBytes)   svg = pl_qr_code_to_svg (code);
  g_autofree char     *drawing = g_build_filename (files->folder, "code.svg", NULL);
  g_autofree char     *nothing = NULL;

  write_file (files->picture, png);
  g_assert_cmpuint (count_codes (files->picture, ADDRESS), ==, 1);
  g_unlink (files->picture);

  write_file (drawing, svg);
  nothing = run ((const char *[]) { "rsvg-convert", "--width", "600", "--output", files->picture, drawing, NULL });
  g_assert_cmpuint (count_codes (files->picture, ADDRESS), ==, 1);
  g_unlink (drawing);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/paper/layouts", Files, NULL, set_up, test_layouts, tear_down);
  g_test_add ("/paper/every-card", Files, NULL, set_up, test_every_card, tear_down);
  g_test_add ("/paper/long-texts", Files, NULL, set_up, test_long_texts, tear_down);
  g_test_add ("/paper/too-small", Files, NULL, set_up, test_too_small, tear_down);
  g_test_add ("/paper/mark", Files, NULL, set_up, test_mark, tear_down);
  g_test_add ("/paper/customers-choice", Files, NULL, set_up, test_customers_choice, tear_down);
  g_test_add ("/paper/unsafe", Files, NULL, set_up, test_unsafe, tear_down);
  g_test_add ("/paper/files", Files, NULL, set_up, test_files, tear_down);

  return g_test_run ();
}
