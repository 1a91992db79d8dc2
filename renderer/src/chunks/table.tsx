import { DataTable } from "../components/dash_table/data_table";

export const components = { DataTable };
