# Reads a dataset of eventcoder and draws a dyad's events by month, in base R.
#
#   Rscript examples/read_events.R data/events                      the dyad with the most events
#   Rscript examples/read_events.R data/events IND PAK dyad.pdf     India towards Pakistan
#
# or, from R: source("examples/read_events.R"); events <- read_dataset("data/events/events.parquet")

# A Parquet file as a data frame, with whichever of arrow, nanoparquet, duckdb (the package) or duckdb (the program, as
# `pip install duckdb-cli` brings it) is there. Days are Date, codes and texts character.
read_dataset <- function(path) {
  has <- function(package) requireNamespace(package, quietly = TRUE)
  if (has("arrow")) {
    frame <- as.data.frame(arrow::read_parquet(path))
  } else if (has("nanoparquet")) {
    frame <- as.data.frame(nanoparquet::read_parquet(path))
  } else if (has("duckdb")) {
    connection <- DBI::dbConnect(duckdb::duckdb())
    on.exit(DBI::dbDisconnect(connection, shutdown = TRUE))
    frame <- DBI::dbGetQuery(connection, sprintf("select * from read_parquet('%s')", gsub("'", "''", path)))
  } else if (nzchar(Sys.which("duckdb"))) {
    frame <- read_with_program(path)
  } else {
    stop("install one of the packages arrow, nanoparquet or duckdb, or the program duckdb", call. = FALSE)
  }
  frame
}

read_with_program <- function(path) {
  from <- sprintf("from read_parquet('%s')", gsub("'", "''", path))
  ask <- function(sql, ...) {
    command <- paste(shQuote(Sys.which("duckdb")), "-csv -nullvalue '' -c", shQuote(sql))
    read.csv(pipe(command, encoding = "UTF-8"), na.strings = "", check.names = FALSE, ...)
  }
  types <- ask(paste("describe select *", from), colClasses = "character")
  classes <- c(VARCHAR = "character", DATE = "Date", TINYINT = "integer", INTEGER = "integer", BIGINT = "numeric",
               DOUBLE = "numeric")
  ask(paste("select *", from), colClasses = setNames(classes[types$column_type], types$column_name))
}

# Events of a dyad by month, zeros filled in from the first article to the last. Repeated mentions, events without a
# date and those not dated to a month are left out.
by_month <- function(events, source, target) {
  month <- function(day) as.Date(format(day, "%Y-%m-01"))
  first <- month(min(events$published))
  last <- month(max(events$published))
  once <- subset(events, is.na(duplicate_of) & source_country %in% source & target_country %in% target &
                   !is.na(event_date) & (month(event_date) == month(event_date_end) | date_precision == "range"))
  months <- seq(first, last, by = "month")
  data.frame(month = months, events = as.vector(table(factor(as.character(month(once$event_date)),
                                                             levels = as.character(months)))))
}

# The directed pair of countries with the most events.
largest_dyad <- function(events) {
  once <- subset(events, is.na(duplicate_of) & !is.na(source_country) & !is.na(target_country) &
                   source_country != target_country)
  if (nrow(once) == 0) stop("no event has two countries", call. = FALSE)
  strsplit(names(sort(table(paste(once$source_country, once$target_country)), decreasing = TRUE))[1], " ")[[1]]
}

draw_dyad <- function(counts, source, target, file) {
  open <- switch(tools::file_ext(file), png = function(f) png(f, 900, 500), svg = function(f) svg(f, 9, 5),
                 function(f) pdf(f, 9, 5))
  open(file)
  on.exit(dev.off())
  plot(counts$month, counts$events, type = "h", lwd = 3, lend = 1, xlab = "", ylab = "events a month",
       main = paste("Events from", source, "to", target), ylim = c(0, max(1, counts$events)), bty = "n")
}

if (sys.nframe() == 0 && !interactive()) {
  given <- commandArgs(trailingOnly = TRUE)
  folder <- if (length(given) > 0) given[1] else "data/events"
  events <- read_dataset(file.path(folder, "events.parquet"))
  dyad <- if (length(given) > 2) given[2:3] else largest_dyad(events)
  counts <- by_month(events, dyad[1], dyad[2])
  file <- if (length(given) > 3) given[4] else "dyad.pdf"
  draw_dyad(counts, dyad[1], dyad[2], file)
  cat(nrow(events), "events read;", sum(counts$events), "from", dyad[1], "to", dyad[2], "in", nrow(counts), "months:",
      file, "\n")
}
