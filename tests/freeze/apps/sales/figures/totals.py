def total_of(rows):
    return int(rows["amount"].sum())
